"""The objects of ``aiohttp.web`` that handlers and hooks are registered on.

Names are short (``aiohttp.Application`` for ``aiohttp.web.Application``). Source: aiohttp 3.14.
"""

from __future__ import annotations

from replaytag.evaluator.classes import find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import ClassValue, Made, Member, Opaque, Value
from replaytag.frameworks.reading.types import is_a

APP = "aiohttp.Application"
TABLE = "aiohttp.RouteTableDef"
REQUEST = Opaque("aiohttp.web.Request")

_RESOURCES = frozenset({"add_resource", "register_resource"})


def owner_of(value: Value) -> Value:
    """The app or table on which ``value`` registers: the app of a router or of a resource.

    ``aiohttp_cors`` hands back what its ``add`` is given, with CORS for it.
    """
    for _ in range(8):
        match value:
            case Member(owner, "router"):
                value = owner
            case Made(callee=Member(owner, name)) if name in _RESOURCES:
                value = owner
            case Made(callee=Member(_, "add"), arguments=(added, *_)):
                value = added
            case _:
                break
    return value


def constructed(ev: Evaluator, made: Made) -> Value | None:
    """The app for which ``made`` is the call of the library's own constructor."""
    if isinstance(made.callee, Member):
        owner = made.callee.owner
        return owner if made.callee.name == "__init__" and is_a(owner, APP) else None
    if not is_a(made, APP):
        return None
    if isinstance(made.callee, ClassValue) and find_method(ev, made.callee, "__init__"):
        return None
    return made
