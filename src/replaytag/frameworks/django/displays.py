"""Where in the source the elements of ``MIDDLEWARE`` are written."""

from __future__ import annotations

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
    for place in dict.fromkeys(places):
        display = _display_at(ev, place) if place else None
        if display is not None:
            found[display] = None
    return list(found)


def _display_at(ev: Evaluator, place: Place) -> Display | None:
    """The innermost display that is, or contains, what stands at ``place``."""
    facts = ev.facts(place.path)
    for statement in statements(facts.body if facts else (), functions=True):
        value = getattr(statement, "value", None)
        if value is None or not statement.span.contains(place.span):
            continue
        around = [
            node
            for node in walk(value)
            if isinstance(node, model.Sequence)
            and node.kind in ("list", "tuple")
            and node.span.contains(place.span)
        ]
        if around:
            return Display(Place(place.path, around[-1].span), statement.span)
    return None
