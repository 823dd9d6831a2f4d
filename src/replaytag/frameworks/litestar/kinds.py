"""What Litestar and Starlite call their apps, layers, handlers and middleware."""

from __future__ import annotations

from replaytag.evaluator.values import Opaque

LIBRARIES = ("litestar", "starlite")


def both(*names: str) -> tuple[str, ...]:
    """The short dotted names of library objects under either name of the library."""
    return tuple(f"{library}.{name}" for library in LIBRARIES for name in names)


APPS = ("litestar.Litestar", "starlite.Starlite")
CONFIGURED = both("from_config")
"""``Litestar.from_config(AppConfig(...))``."""
ROUTERS = both("Router")
CONTROLLERS = both("Controller")
LISTENERS = both("WebsocketListener")
HTTP_HANDLERS = both("get", "post", "put", "patch", "delete", "head", "route", "HTTPRouteHandler")
WEBSOCKET_HANDLERS = both(
    "websocket",
    "websocket_listener",
    "websocket_stream",
    "WebsocketRouteHandler",
    "WebsocketListenerRouteHandler",
)
ASGI_HANDLERS = both("asgi", "ASGIRouteHandler")
HANDLERS = (*HTTP_HANDLERS, *WEBSOCKET_HANDLERS, *ASGI_HANDLERS)
"""Decorators that make a function a route handler."""

HEADER_PARAMETERS = both("Parameter")
"""``Annotated[str, Parameter(header="...")]``, or the same as a parameter's default."""
CONNECTIONS = both("Request", "WebSocket", "ASGIConnection", "HTMXRequest")
CONNECTION = Opaque("litestar.connection.ASGIConnection")
REQUEST = Opaque("litestar.connection.Request")
PLAIN_HEADERS = Opaque("litestar.headers")
"""The parameter ``headers`` of a handler: a plain dict."""
