"""Routes and middleware that an app, router or mount is handed as a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replaytag.evaluator.classes import find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Element,
    Made,
    Member,
    SequenceValue,
    Unknown,
    Value,
    options,
)
from replaytag.frameworks.reading.turns import in_list
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.records import Order
from replaytag.frameworks.starlette.apps import OWNERS, owner_of
from replaytag.source import Place, frozen

_ATTRIBUTES = {"routes": "routes", "middleware": "user_middleware"}
_POSITIONS = {
    ("routes", "starlette.Starlette"): 1,
    ("routes", "starlette.Router"): 0,
    ("routes", "starlette.Mount"): 2,
    ("middleware", "starlette.Starlette"): 2,
}


@frozen
class Listed:
    """``value`` is an element of the routes or middleware of ``owner``."""

    owner: Value
    value: Value
    place: Place
    order: Order | None = None


def listed(ev: Evaluator, calls: Iterable[Made], keyword: str) -> Iterator[Listed]:
    """Every element of the list ``keyword``, ``routes`` or ``middleware``, among ``calls``.

    Constructors' arguments, assignments to the attribute, and what is appended there. A list of
    unknown content is listed as one ``Unknown``.
    """
    attribute = _ATTRIBUTES[keyword]
    for made in calls:
        owner = constructed(ev, made)
        if owner is not None:
            value = made.argument(_position(keyword, owner), keyword)
            yield from _elements(owner, value, made.place)
        elif isinstance(made.callee, Member) and made.arguments:
            holder = made.callee.owner
            if not isinstance(holder, Member) or holder.name != attribute:
                continue
            owner = owner_of(holder.owner)
            if is_a(owner, *OWNERS):
                if made.callee.name in ("append", "insert"):
                    yield Listed(owner, made.arguments[-1], made.place)
                elif made.callee.name == "extend":
                    yield from _elements(owner, made.arguments[0], made.place)
    for store in list(ev.stores):
        if store.key == attribute:
            owner = owner_of(store.owner)
            if is_a(owner, *OWNERS):
                yield from _elements(owner, store.value, store.place)


def constructed(ev: Evaluator, made: Made) -> Value | None:
    """The app, router or mount for which ``made`` is the call of the library's constructor."""
    if isinstance(made.callee, Member):
        owner = made.callee.owner
        return owner if made.callee.name == "__init__" and is_a(owner, *OWNERS) else None
    if not is_a(made, *OWNERS):
        return None
    if isinstance(made.callee, ClassValue) and find_method(ev, made.callee, "__init__"):
        return None
    return made


def _position(keyword: str, owner: Value) -> int:
    for (name, kind), position in _POSITIONS.items():
        if name == keyword and is_a(owner, kind):
            return position
    return -1


def _elements(owner: Value, value: Value | None, place: Place) -> Iterator[Listed]:
    orders = in_list(value)
    for option in elements(value):
        yield Listed(owner, option, place, orders.get(option))


def _router(value: Value) -> Value | None:
    """The router of which ``value`` is the ``routes``."""
    if isinstance(value, Member) and value.name == "routes":
        owner = owner_of(value.owner)
        return owner if is_a(owner, *OWNERS) else None
    return None


def elements(value: Value | None) -> Iterator[Value]:
    """The elements of a list; an ``Unknown`` where there may be others.

    A router whose ``routes`` are in the list stands for these.
    """
    for option in options(value) if value is not None else ():
        if isinstance(option, SequenceValue):
            known = option.complete
            for element in option.elements:
                for one in options(element):
                    router = _router(one.owner) if isinstance(one, Element) else None
                    known = known or router is not None
                    yield router or one
            if not known:
                yield Unknown("further elements")
        elif (router := _router(option)) is not None:
            yield router
        elif getattr(option, "value", ...) is not None:
            yield Unknown("a list that cannot be resolved")
