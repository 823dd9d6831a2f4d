"""What BlackSheep calls its apps, routers, handlers and requests."""

from __future__ import annotations

from replaytag.evaluator.values import External, Opaque

APPS = ("blacksheep.Application",)
ROUTERS = ("blacksheep.Router", "blacksheep.RoutesRegistry")
CONTROLLERS = ("blacksheep.Controller", "blacksheep.ApiController", "blacksheep.APIController")
HTTP_METHODS = frozenset(
    {"get", "post", "put", "patch", "delete", "head", "options", "trace", "connect"}
)
WEBSOCKET_METHODS = frozenset({"ws"})
DECORATORS = HTTP_METHODS | WEBSOCKET_METHODS | {"route"}
DEFAULT_ROUTER = External("blacksheep.server.routing.router")
"""What ``from blacksheep import get`` registers on; an app has it if it is given no other."""

CONNECTIONS = ("blacksheep.Request", "blacksheep.WebSocket")
REQUEST = Opaque("blacksheep.messages.Request")
FROM_HEADER = "blacksheep.FromHeader"
