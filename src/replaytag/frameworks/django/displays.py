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
    """The displays of files."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self._statements: dict[str, list[model.Statement]] = {}
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
        for statement in self._statements_of(place.path):
            if statement.span.contains(place.span):
                around = [d for d in _displays_in(statement) if d.span.contains(place.span)]
                if around:
                    return Display(Place(place.path, around[-1].span), statement.span)
        return None

    def _statements_of(self, path: str) -> list[model.Statement]:
        if path not in self._statements:
            facts = self._ev.facts(path)
            body = facts.body if facts else ()
            self._statements[path] = list(statements(body, functions=True))
        return self._statements[path]


def _displays_in(statement: model.Statement) -> Iterator[model.Sequence]:
    """The lists and tuples in the value of a statement, outer ones first."""
    for node in walk(getattr(statement, "value", None)):
        if isinstance(node, model.Sequence) and node.kind in ("list", "tuple"):
            yield node
