"""Whether what code does depends on the request that it handles."""

from __future__ import annotations

from collections.abc import Callable

from replaytag.evaluator.values import (
    Choice,
    Constant,
    Element,
    Entered,
    External,
    Item,
    Made,
    Member,
    Opaque,
    Operation,
    Parameter,
    SequenceValue,
    Unknown,
    Value,
)


def depends_on_request(test: Value, is_request: Callable[[Value], bool], depth: int = 0) -> bool:
    """Whether a test looks at the request (its path, user, ...), not just at configuration.

    The kind of an ASGI scope (``scope["type"] == "http"``) and whether a request is at hand at
    all do not count: they hold for every request. ``is_request`` knows a library's own names for
    the current request, and its attributes that hold one.
    """
    if depth > 8:
        return False
    match test:
        case Item(Opaque("asgi.Scope"), Constant("type")):
            return False
        case Made(callee=Member(Opaque("asgi.Scope"), "get"), arguments=(Constant("type"), *_)):
            return False
        case Operation("is" | "is not", (_, Constant(None))) | Operation("match", _):
            return False
        case Operation(_, operands, _):
            return any(depends_on_request(operand, is_request, depth + 1) for operand in operands)
        case Choice(operands):
            return any(depends_on_request(operand, is_request, depth + 1) for operand in operands)
        case Made(
            callee=External("builtins.hasattr" | "builtins.isinstance" | "builtins.callable")
        ):
            return False
        case Made():
            parts = (test.callee, *test.arguments)
            return any(depends_on_request(part, is_request, depth + 1) for part in parts)
        case Member(owner, _) | Item(owner, _):
            return not isinstance(owner, Parameter) and (
                isinstance(owner, Opaque)
                or is_request(owner)
                or depends_on_request(owner, is_request, depth + 1)
            )
        case External():
            return is_request(test)
        case SequenceValue(_, elements, _, _):
            return any(depends_on_request(element, is_request, depth + 1) for element in elements)
        case Element(owner) | Entered(owner):
            return depends_on_request(owner, is_request, depth + 1)
        case Unknown():
            return False
    return False
