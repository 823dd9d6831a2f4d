"""Which of a project's calls can say anything about Starlette and FastAPI: few of very many."""

from __future__ import annotations

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import ClassValue, Decorated, External, Made, Member
from replaytag.frameworks.base import iter_made
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.starlette.apps import OWNERS

_ROOTS = frozenset(owner.partition(".")[0] for owner in OWNERS)
_METHODS = frozenset(
    {
        "__init__",
        "add_api_route",
        "add_api_websocket_route",
        "add_middleware",
        "add_route",
        "add_websocket_route",
        "append",
        "extend",
        "host",
        "include_router",
        "insert",
        "mount",
    }
)
HTTP_DECORATORS = frozenset(
    {"get", "post", "put", "patch", "delete", "head", "options", "trace", "api_route"}
)
_DECORATORS = HTTP_DECORATORS | {"route", "websocket", "websocket_route", "middleware"}


def asgi_calls(ev: Evaluator) -> list[Made]:
    """Calls that make an app, a route or what else these libraries have, or register something."""
    classes: dict[ClassValue | Decorated, bool] = {}
    return [made for made in iter_made(ev) if _matters(made, classes)]


def _matters(made: Made, classes: dict[ClassValue | Decorated, bool]) -> bool:
    callee = made.callee
    if isinstance(callee, External):
        return callee.name.partition(".")[0] in _ROOTS
    if isinstance(callee, Member):
        return callee.name in _METHODS
    if isinstance(callee, Made):
        factory = callee.callee
        return isinstance(factory, Member) and factory.name in _DECORATORS
    if isinstance(callee, (ClassValue, Decorated)):
        if callee not in classes:
            classes[callee] = is_a(made, *OWNERS)
        return classes[callee]
    return False
