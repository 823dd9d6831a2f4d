"""In which order hooks run that are registered one after the other, or listed."""

from __future__ import annotations

from replaytag.evaluator.state import Looping
from replaytag.evaluator.values import Made, SequenceValue, Value, options
from replaytag.frameworks.records import Order
from replaytag.source import Place, Span


def in_turn(made: Made, phase: int = 0) -> Order | None:
    """Of a hook that runs in the order of registration, which ``made`` is.

    Statements of one function, or those of a module, run one after the other. Hooks of a lower
    ``phase`` run before all of a higher one.
    """
    place = made.place
    return _registered(made, (phase, place.span.line, place.span.column))


def in_reverse(made: Made) -> Order | None:
    """As :func:`in_turn`, where what is registered last runs first."""
    place = made.place
    return _registered(made, (0, -place.span.line, -place.span.column))


def _registered(made: Made, rank: tuple[int, ...]) -> Order | None:
    if any(isinstance(context, Looping) for context in made.contexts):
        return None
    return Order(made.within or Place(made.place.path, Span.point(1, 1)), rank)


def in_list(listed: Value | None) -> dict[Value, Order]:
    """Of the hooks in a list, of which the first runs first; none where the list is not certain.

    A list that is longer in some cases than in others has to be in one order in all of them.
    """
    found: dict[Value, Order] = {}
    lists = [o for o in options(listed) if isinstance(o, SequenceValue)] if listed else []
    longest = max(lists, key=lambda one: len(one.elements), default=None)
    if longest is None or longest.place is None:
        return {}
    if not all(_is_part(one.elements, longest.elements) for one in lists):
        return {}
    for index, element in enumerate(longest.elements):
        for option in options(element):
            found.setdefault(option, Order(longest.place, (index,), longest.place))
    return found


def _is_part(elements: tuple[Value, ...], whole: tuple[Value, ...]) -> bool:
    """Whether ``whole`` has the elements in the same order, with others between."""
    rest = iter(whole)
    return all(element in rest for element in elements)
