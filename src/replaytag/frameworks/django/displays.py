"""Where in the source the elements of ``MIDDLEWARE`` are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import Constant, SequenceValue
from replaytag.facts import model
from replaytag.facts.walk import walk
from replaytag.frameworks.django.bindings import statements
from replaytag.source import Place, Span


@dataclass(frozen=True, slots=True)
class Display:
    """A list or tuple display at ``place``; ``statement`` is what it stands in."""

    place: Place
    statement: Span


def displays_of(ev: Evaluator, value: SequenceValue) -> list[Display]:
    """The displays that ``value`` takes its elements from, in order."""
    found: dict[Display, None] = {}
    places = [value.place, *(e.place for e in value.elements if isinstance(e, Constant))]
    by_path: dict[str, list[tuple[Span, model.Sequence]]] = {}
    for place in dict.fromkeys(places):
        if place is not None:
            if place.path not in by_path:
                by_path[place.path] = list(_displays_in(ev, place.path))
            display = _display_at(by_path[place.path], place)
            if display is not None:
                found[display] = None
    return list(found)


def _displays_in(ev: Evaluator, path: str) -> Iterator[tuple[Span, model.Sequence]]:
    """The lists and tuples of a file, outer ones first, and the statements that they stand in."""
    facts = ev.facts(path)
    for statement in statements(facts.body if facts else (), functions=True):
        value = getattr(statement, "value", None)
        for node in walk(value) if value is not None else ():
            if isinstance(node, model.Sequence) and node.kind in ("list", "tuple"):
                yield statement.span, node


def _display_at(displays: list[tuple[Span, model.Sequence]], place: Place) -> Display | None:
    """The innermost display that is, or contains, what stands at ``place``."""
    around = [one for one in displays if one[1].span.contains(place.span)]
    if not around:
        return None
    statement = around[0][0]
    innermost = [node for span, node in around if span == statement][-1]
    return Display(Place(place.path, innermost.span), statement)
