"""The endpoints of a running Litestar app, from its own route table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """The function, bound method or class behind each HTTP route, those of the library left out."""
    for route in app.routes:
        handlers = getattr(route, "route_handlers", None)
        for handler in handlers if handlers is not None else (route.route_handler,):
            kinds = {kind.__name__ for kind in type(handler).__mro__}
            function = getattr(handler.fn, "value", handler.fn)
            if "WebsocketRouteHandler" in kinds or _is_of_library(function):
                continue
            yield function


def _is_of_library(function: Any) -> bool:
    module = getattr(function, "__module__", None) or type(function).__module__
    return module.partition(".")[0] in ("litestar", "starlite", "functools")
