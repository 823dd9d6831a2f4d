"""Where in the source the elements of ``MIDDLEWARE`` are written."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import Constant, SequenceValue
from replaytag.facts import model
from replaytag.facts.walk import walk
from replaytag.frameworks.django.bindings import statements
from replaytag.source import Place, Span, frozen


@frozen
class Display:
    """A list or tuple display at ``place``; ``statement`` is what it stands in."""

    place: Place
    statement: Span


class Displays:
    """The displays of files, each file gone through once."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self._by_path: dict[str, list[tuple[Span, model.Sequence]]] = {}
        self._known: dict[Place, Display | None] = {}

    def of(self, value: SequenceValue) -> list[Display]:
        """The displays that ``value`` takes its elements from, in order."""
        places = [value.place, *(e.place for e in value.elements if isinstance(e, Constant))]
        found = (self._at(place) for place in dict.fromkeys(places) if place is not None)
        return list(dict.fromkeys(display for display in found if display is not None))

    def _at(self, place: Place) -> Display | None:
        if place not in self._known:
            self._known[place] = self._find(place)
        return self._known[place]

    def _find(self, place: Place) -> Display | None:
        """The innermost display that is, or contains, what stands at ``place``."""
        if place.path not in self._by_path:
            self._by_path[place.path] = list(_displays_in(self._ev, place.path))
        around = [one for one in self._by_path[place.path] if one[1].span.contains(place.span)]
        if not around:
            return None
        statement = around[0][0]
        innermost = [node for span, node in around if span == statement][-1]
        return Display(Place(place.path, innermost.span), statement)


def _displays_in(ev: Evaluator, path: str) -> Iterator[tuple[Span, model.Sequence]]:
    """The lists and tuples of a file, outer ones first, and the statements that they stand in."""
    facts = ev.facts(path)
    for statement in statements(facts.body if facts else (), functions=True):
        value = getattr(statement, "value", None)
        for node in walk(value) if value is not None else ():
            if isinstance(node, model.Sequence) and node.kind in ("list", "tuple"):
                yield statement.span, node
