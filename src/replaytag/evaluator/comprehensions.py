"""Comprehensions and generator expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.evaluator.conditions import selections
from replaytag.evaluator.containers import iterate
from replaytag.evaluator.state import Frame, Looping, Under
from replaytag.evaluator.targets import bind_target
from replaytag.evaluator.values import MappingValue, SequenceValue, Value
from replaytag.facts import model
from replaytag.source import Place

if TYPE_CHECKING:
    from replaytag.evaluator.engine import Evaluator


def evaluate_comprehension(ev: Evaluator, node: model.Comprehension, frame: Frame) -> Value:
    shadowed = dict(frame.names)
    selected, contexts = frame.selected, frame.contexts
    results: list[Value] = []
    entries: list[tuple[Value, Value]] = []
    complete = True

    def loop(generators: tuple[model.Generator, ...]) -> None:
        nonlocal complete
        if not generators:
            if node.key is not None:
                key = ev.evaluate(node.key, frame)
                entries.append((key, ev.evaluate(node.element, frame)))
            else:
                results.append(ev.evaluate(node.element, frame))
            return
        generator = generators[0]
        iterable = ev.evaluate(generator.iterable, frame)
        items, known = iterate(iterable)
        complete = complete and known and not generator.conditions
        for element in items:
            bind_target(ev, generator.target, element, frame, node.span)
            before = frame.selected
            for condition in generator.conditions:
                test = ev.evaluate_test(condition, frame)
                frame.selected = {**frame.selected, **selections(test, True)}
                frame.contexts = (*frame.contexts, Under(test, True))
            if not known:
                frame.contexts = (*frame.contexts, Looping(iterable))
            loop(generators[1:])
            frame.selected = before
            frame.contexts = contexts

    try:
        loop(node.generators)
    finally:
        frame.names.clear()
        frame.names.update(shadowed)
        frame.selected, frame.contexts = selected, contexts
    place = Place(frame.module.path, node.span)
    if node.key is not None:
        return MappingValue(tuple(entries), complete, place)
    return SequenceValue(node.kind, tuple(results), complete, place)
