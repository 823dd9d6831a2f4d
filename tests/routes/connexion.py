"""Endpoints of a Connexion app: its operations, and what is registered on the app inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.routes.wrapped import inside


def endpoints(app: Any) -> Iterator[Any]:
    """Functions of all operations and rules; descriptions are read when an app starts."""
    connexion = inside(app, "add_api")
    connexion.middleware._build_middleware_stack()
    for view in _views(connexion._middleware_app):
        yield getattr(view, "_fn", getattr(view, "view_class", view))


def _views(inner: Any) -> Iterator[Any]:
    if hasattr(inner, "router"):
        yield from (route.endpoint for route in inner.router.routes if hasattr(route, "endpoint"))
        for apis in inner.apis.values():
            yield from (view for api in apis for view in api.operations.values())
    else:
        yield from inner.app.view_functions.values()
