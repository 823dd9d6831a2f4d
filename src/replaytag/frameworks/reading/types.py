"""Which library type a value is an instance of."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from replaytag.evaluator.classes import external_bases
from replaytag.evaluator.values import (
    Choice,
    ClassValue,
    Constant,
    Decorated,
    Entered,
    External,
    Item,
    Made,
    Opaque,
    Operation,
    Parameter,
    Value,
    undecorated,
)

_WRAPPERS = frozenset({"Annotated", "Optional", "Union"})


_TYPED = (Choice, Opaque, Made, Entered, Parameter)
"""Values that have a type."""


@functools.cache
def short(dotted: str) -> str:
    """``flask.app.Flask`` as ``flask.Flask``: libraries re-export what they define deeper down."""
    parts = dotted.split(".")
    return dotted if len(parts) < 3 else f"{parts[0]}.{parts[-1]}"


def library_types(value: Value) -> Iterator[str]:
    """Short dotted names of the library types that ``value`` may be an instance of."""
    if isinstance(value, Made):
        callee = undecorated(value.callee)
        if isinstance(callee, External):
            yield short(callee.name)
        elif isinstance(callee, ClassValue):
            for name in external_bases(callee):
                yield short(name)
    elif isinstance(value, Choice):
        for option in value.options:
            yield from library_types(option)
    elif isinstance(value, Opaque):
        yield short(value.type)
    elif isinstance(value, Entered):
        yield from library_types(value.context)
    elif isinstance(value, Parameter) and value.annotation is not None:
        yield from annotated_types(value.annotation)


def annotated_types(annotation: Value) -> Iterator[str]:
    """Short names of the library types in ``X``, ``X | None``, ``Annotated[X, ...]``."""
    match annotation:
        case External(name):
            yield short(name)
        case ClassValue():
            for name in external_bases(annotation):
                yield short(name)
        case Decorated():
            inner = undecorated(annotation)
            if isinstance(inner, ClassValue):
                yield from annotated_types(inner)
        case Operation("|", operands):
            for operand in operands:
                if operand != Constant(None):
                    yield from annotated_types(operand)
        case Item(External(name), key) if name.rpartition(".")[2] in _WRAPPERS:
            yield from annotated_types(_first(key))


def _first(key: Value) -> Value:
    from replaytag.evaluator.values import SequenceValue

    if isinstance(key, SequenceValue) and key.elements:
        return key.elements[0]
    return key


def is_a(value: Value, *names: str) -> bool:
    """Whether ``value`` may be an instance of one of the library types ``names`` (short)."""
    if isinstance(value, Made) and isinstance(value.callee, External):
        return short(value.callee.name) in names  # what is asked of most values
    return isinstance(value, _TYPED) and any(name in names for name in library_types(value))


def subclasses(value: Value, *names: str) -> bool:
    """Whether ``value`` is one of the library classes ``names`` (short) or derives from one."""
    value = undecorated(value)
    if isinstance(value, External):
        return short(value.name) in names
    return isinstance(value, ClassValue) and any(short(n) in names for n in external_bases(value))
