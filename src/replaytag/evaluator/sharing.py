"""What one request keeps where another finds it: module globals, classes, lasting objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.evaluator import classes
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    Made,
    Member,
    Operation,
    Value,
)

if TYPE_CHECKING:
    from replaytag.evaluator.engine import Evaluator
    from replaytag.source import Place

_OPERATOR = "shared"
_STATES = frozenset({"state", "ctx"})
"""Attributes of apps that hold what code keeps there."""
_PLAIN = frozenset({"types.SimpleNamespace", "argparse.Namespace"})


def shared(value: Value, through: str, place: Place | None) -> Value:
    """``value`` as it is found in ``through``, where it was stored at ``place``."""
    return Operation(_OPERATOR, (value, Constant(through)), place)


def shared_in(value: Value | None, depth: int = 0) -> Operation | None:
    """The first part of ``value`` that another request may have stored."""
    if value is None or depth > 12:
        return None
    parts: tuple[Value, ...] = ()
    match value:
        case Operation(operator, operands):
            if operator == _OPERATOR:
                return value
            parts = operands
        case Made():
            parts = (value.callee, *value.arguments, *(v for _, v in value.keywords))
        case Member(owner, _):
            parts = (owner,)
        case _:
            parts = getattr(value, "options", ())
    found = (shared_in(part, depth + 1) for part in parts)
    return next((part for part in found if part is not None), None)


def name_of(part: Operation) -> str:
    """Through what a part of a value passes that another request may have stored."""
    named = part.operands[1]
    return str(named.value) if isinstance(named, Constant) else ""


def attribute_shared(ev: Evaluator, owner: Value, name: str) -> str | None:
    """How people call ``owner.name`` if it outlives the request; None where it is not known to."""
    match owner:
        case ClassValue():
            return f"{owner.name}.{name}" if _keeps(owner, name) else None
        case Made(callee=ClassValue() as cls) if owner in ev.lasting and _keeps(cls, name):
            return f"{cls.name}().{name}"
        case Made(callee=External(made)) if owner in ev.lasting:
            return f"{made.rpartition('.')[2]}().{name}" if _is_plain(ev, made) else None
        case Member(Made(callee=External(made)) as app, state):
            known = app in ev.lasting and state in _STATES and _is_plain(ev, made)
            return f"{state}.{name}" if known else None
    return None


def _is_plain(ev: Evaluator, name: str) -> bool:
    """Whether attributes of objects of a library's class are what they seem."""
    return name in _PLAIN or name in ev.signatures.lasting


def _keeps(cls: ClassValue, name: str) -> bool:
    """Whether ``name`` is a plain attribute of the class: no property, nothing of a thread's."""
    if any(
        base.rpartition(".")[2].lower().startswith("local") for base in classes.external_bases(cls)
    ):
        return False
    if classes.find(cls, "__setattr__") is not None:
        return False
    known = classes.find(cls, name)
    return known is None or isinstance(known, Constant) or shared_in(known) is not None
