"""What the look-up of a header gives where it finds nothing: a default, None, an error.

Source: the frameworks' own behaviour, run against real requests.
"""

from __future__ import annotations

from collections.abc import Callable

from replaytag.evaluator.values import (
    NONE,
    Constant,
    Item,
    Made,
    Member,
    Parameter,
    SequenceValue,
    Unknown,
    Value,
)
from replaytag.frameworks.reading.lookups import BYTES
from replaytag.project.headers import HeaderRead
from replaytag.source import Place

Defaults = Callable[[Place, str], Value | None]
"""The default of a parameter, by the place of its function and its name; None: it has none."""

_RAISING = frozenset({"pop", "getone", "__getitem__"})
_LISTS = frozenset({"getlist", "get_list", "get_headers"})
_NONE = frozenset({"get", "get_first", "get_header", "get_first_header", "get_header_value"})
_DEFAULTS = frozenset({"default", "default_value", "failobj"})
_EMPTY = SequenceValue("tuple", ())
_NOT_KNOWN = Unknown("what a look-up gives where it finds nothing")


def fallback(read: HeaderRead, value: Value, defaults: Defaults) -> Value | None:
    """What ``value``, which is the ``read``, comes to without the header; None: it raises."""
    match value:
        case Item():
            return _NOT_KNOWN if read.lookup is BYTES else None
        case Member(Member(_, "headers"), _):
            return Constant("")
        case Parameter(place, name, Made() as marker):
            return _passed(place, name, marker, defaults)
        case Made(callee=Member(_, name)) if value.complete:
            return _looked_up(name, value)
    return _NOT_KNOWN


def _looked_up(name: str, made: Made) -> Value | None:
    default = next((value for key, value in made.keywords if key in _DEFAULTS), None)
    second = made.arguments[1] if len(made.arguments) > 1 else None
    if name == "get_header":
        # The second is Falcon's ``required``, or Bottle's default.
        required = made.keyword("required") or second
        if isinstance(required, Constant) and required.value is True:
            return None
        if second is not None and not _is_text(second):
            return _NOT_KNOWN
    if name in _LISTS:
        return _EMPTY
    default = default if default is not None else second
    if default is not None:
        return default
    if name in _RAISING:
        return None
    return NONE if name in _NONE else _NOT_KNOWN


def _passed(place: Place, name: str, marker: Made, defaults: Defaults) -> Value | None:
    """What FastAPI passes for a header that is not there; a required one is an error 422."""
    if marker.keyword("default_factory") is not None or not marker.complete:
        return _NOT_KNOWN
    default = marker.argument(0, "default") or defaults(place, name)
    required = default is None or default in (marker, Unknown("ellipsis"))
    return None if required else default


def _is_text(value: Value) -> bool:
    return isinstance(value, Constant) and (value.value is None or isinstance(value.value, str))
