"""Endpoints of a Sanic app: the routes of its ``router``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.routes.wrapped import inside


def endpoints(app: Any) -> Iterator[Any]:
    """Functions and view classes of all routes, those for websockets included."""
    for route in inside(app, "router").router.routes:
        handler = route.handler
        if getattr(route.extra, "websocket", False):
            # A partial of the app's own method: the first argument is the function.
            handler = handler.args[0]
        yield getattr(handler, "view_class", handler)
