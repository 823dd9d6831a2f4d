"""Items and elements of sequences, mappings and whatever else is indexed or iterated over."""

from __future__ import annotations

from replaytag.evaluator import operators
from replaytag.evaluator.values import (
    NONE,
    Choice,
    Constant,
    Element,
    Item,
    MappingValue,
    Operation,
    SequenceValue,
    Unknown,
    Value,
    choice,
    with_paths,
)

UNROLL = 400
"""Elements of a known sequence that a loop over it is evaluated for."""


def item(owner: Value, key: Value) -> Value:
    """``owner[key]``."""
    if isinstance(owner, Choice):
        found = [(item(option, key), path) for option, path in with_paths(owner) if option != NONE]
        return choice([value for value, _ in found], [path for _, path in found])
    if isinstance(key, Constant):
        if isinstance(owner, SequenceValue) and isinstance(key.value, int):
            known = -len(owner.elements) <= key.value < len(owner.elements)
            if known and owner.complete:
                return owner.elements[key.value]
        if isinstance(owner, MappingValue):
            return operators.entry(owner, key) or Item(owner, key)
    if isinstance(owner, Unknown):
        return owner
    if isinstance(owner, Operation) and owner.operator == "selected":
        value, *test = owner.operands
        return Operation("selected", (item(value, key), *test))
    return Item(owner, key)


def iterate(value: Value) -> tuple[list[Value], bool]:
    """The elements of ``value``, and whether these are all of them, each met once."""
    if isinstance(value, SequenceValue):
        if value.complete and len(value.elements) <= UNROLL:
            return list(value.elements), True
        if value.elements:
            return [choice(list(value.elements))], False
    if isinstance(value, MappingValue) and value.complete and len(value.entries) <= UNROLL:
        return [key for key, _ in value.entries], True
    if isinstance(value, Choice):
        elements = [element for option in value.options for element in iterate(option)[0]]
        return elements[:UNROLL], False
    return [Element(value)], False
