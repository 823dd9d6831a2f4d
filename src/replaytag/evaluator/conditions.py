"""What a test says: whether it is constant, and which element of a loop it picks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from replaytag.evaluator.state import Context, Frame, Under
from replaytag.evaluator.values import Constant, Element, Item, Made, Member, Operation, Value


@contextmanager
def around(frame: Frame, *contexts: Context) -> Iterator[None]:
    """Adds contexts, and what their tests select, to ``frame`` for a while."""
    before, selected = frame.contexts, frame.selected
    add_contexts(frame, contexts)
    try:
        yield
    finally:
        frame.contexts, frame.selected = before, selected


def add_contexts(frame: Frame, contexts: tuple[Context, ...]) -> None:
    """Adds contexts, and what their tests select, to ``frame``, which others give back."""
    frame.contexts = (*frame.contexts, *contexts)
    for context in contexts:
        if isinstance(context, Under):
            found = selections(context.test, context.holds)
            if found:
                frame.selected = {**frame.selected, **found}


def constant_truth(test: Value) -> bool | None:
    """Whether the test always holds or never does; None where that is not known.

    ``__name__ == "__main__"`` and ``TYPE_CHECKING`` are never decided: both branches matter.
    """
    if isinstance(test, Constant) and not isinstance(test.value, str):
        return bool(test.value)
    return None


def selections(test: Value, holds: bool) -> dict[Value, tuple[Value, Value]]:
    """The loop elements that an equality in ``test`` picks, where ``test`` is ``holds``.

    Maps the element to (the part of it that is compared, what it equals): for
    ``for name, value in headers`` under ``name.lower() == b"x"``, the pair.
    """
    if not isinstance(test, Operation):
        return {}
    if test.operator == "not":
        return selections(test.operands[0], not holds)
    if (test.operator == "and" and holds) or (test.operator == "or" and not holds):
        found: dict[Value, tuple[Value, Value]] = {}
        for operand in test.operands:
            found.update(selections(operand, holds))
        return found
    equal = {"==": True, "!=": False, "in": True, "not in": False}.get(test.operator)
    if equal is not holds or len(test.operands) != 2:
        return {}
    left, right = test.operands
    if isinstance(left, Constant):
        left, right = right, left
    element = element_of(left)
    return {} if element is None else {element: (left, right)}


def element_of(value: Value) -> Element | None:
    """The loop element that ``value`` is a part of, or is computed from by methods."""
    while True:
        if isinstance(value, Element):
            return value
        if isinstance(value, Made):
            value = value.callee
            if not isinstance(value, Member):
                return None
        if not isinstance(value, (Item, Member)):
            return None
        value = value.owner
