"""What of a header a value carries: all of it, or the session id that the token begins with."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable

from replaytag.evaluator.values import (
    Choice,
    Constant,
    External,
    Item,
    Made,
    Member,
    Operation,
    Value,
)

_SAME = frozenset({"strip", "rstrip", "lstrip", "decode", "encode", "lower", "casefold"})
"""Methods of a text that leave a token or an id what it is."""

_PARTING = frozenset({"split", "rsplit", "partition", "rpartition", "splitlines"})

_TEXTS = frozenset({"builtins.str", "builtins.bytes"})


class Carried(enum.Enum):
    """What a value that comes from a header carries of it."""

    HEADER = "the header's value"
    SESSION_ID = "the decimal session id"
    PART = "a part of the header's value"
    UNKNOWN = "something made of the header's value"


def carried(value: Value | None, is_read: Callable[[Value], bool]) -> Carried | None:
    """What ``value`` carries of the headers that ``is_read`` knows; None: nothing.

    The session id is what ``int(..., 36)`` makes of a part of the token: OpenReplay's server writes
    a token as the id in base 36, a dot, and more.
    """
    return _carried(value, is_read, 0)


def _carried(value: Value | None, is_read: Callable[[Value], bool], depth: int) -> Carried | None:
    if value is None or depth > 12:
        return None
    if is_read(value):
        return Carried.HEADER

    def inner(part: Value | None) -> Carried | None:
        return _carried(part, is_read, depth + 1)

    match value:
        case Choice(parts) | Operation("or" | "and" | "join", parts, _):
            return _united(map(inner, parts))
        case Operation(_, parts, _):
            return _made_of(map(inner, parts))
        case Made(callee=External("builtins.int"), arguments=(number, *_)):
            base = value.argument(1, "base")
            if isinstance(base, Constant) and base.value == 36 and inner(number):
                return Carried.SESSION_ID
            return inner(number)
        case Made(callee=External(name), arguments=(text, *_)) if name in _TEXTS:
            return inner(text)
        case Made(callee=Member(owner, name)) if name in _SAME:
            return inner(owner)
        case Item(Made(callee=Member(owner, name))) if name in _PARTING:
            return Carried.PART if inner(owner) else None
        case Member(owner, _) | Item(owner, _):
            return _made_of([inner(owner)])
        case Made(callee=callee):
            owners = [callee.owner] if isinstance(callee, Member) else []
            keywords = [part for _, part in value.keywords]
            return _made_of(map(inner, (*owners, *value.arguments, *keywords)))
    return None


def _united(parts: Iterable[Carried | None]) -> Carried | None:
    """What one of ``parts`` or the other carries, beside those that carry nothing."""
    found = {part for part in parts if part is not None}
    return found.pop() if len(found) == 1 else _made_of(found)


def _made_of(parts: Iterable[Carried | None]) -> Carried | None:
    return Carried.UNKNOWN if any(parts) else None
