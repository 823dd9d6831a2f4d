"""Operators and the methods of built-in values, as far as they are constant."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.values import (
    Choice,
    Constant,
    Element,
    MappingValue,
    Member,
    Operation,
    SequenceValue,
    Unknown,
    Value,
    choice,
    options,
)
from replaytag.source import Place

_LONGEST = 2000
_ALTERNATIVES = 16


def join(parts: list[Value], plain: bool, place: Place) -> Value:
    """An f-string or implicit concatenation."""
    if plain and parts and all(isinstance(part, Constant) for part in parts):
        values = [part.value for part in parts if isinstance(part, Constant)]
        if all(isinstance(value, bytes) for value in values):
            return Constant(b"".join(v for v in values if isinstance(v, bytes)), place)
        return Constant("".join(str(value) for value in values), place)
    return Operation("join", tuple(parts), place)


def binary(operator: str, left: Value, right: Value, place: Place) -> Value:
    """``left operator right``."""
    if isinstance(left, Constant) and isinstance(right, Constant):
        known = _constants(operator, left.value, right.value, place)
        if known is not None:
            return known
    if operator == "+":
        added = _concatenated(left, right)
        if added is not None:
            return added
    if operator == "|" and isinstance(left, MappingValue) and isinstance(right, MappingValue):
        return _updated(left, right)
    if isinstance(left, Choice) and operator == "+":
        results = [binary(operator, option, right, place) for option in left.options]
        return choice(results, left.paths)
    return Operation(operator, (left, right), place)


def _constants(operator: str, left: object, right: object, place: Place) -> Constant | None:
    if operator == "+":
        if isinstance(left, str) and isinstance(right, str):
            return Constant(left + right, place)
        if isinstance(left, bytes) and isinstance(right, bytes):
            return Constant(left + right, place)
    if operator == "%" and isinstance(left, str) and isinstance(right, (str, int)):
        one = left.count("%") == 1 and ("%s" in left or "%d" in left)
        if one:
            return Constant(left.replace("%s", str(right)).replace("%d", str(right)), place)
    return None


def _concatenated(left: Value, right: Value) -> Value | None:
    """A sequence plus something; None where neither side may be a sequence."""
    first = next((s for side in (left, right) for s in _sequences(side)), None)
    if first is None:
        return None
    return concatenated(first.kind, first.place, left, right)


def _sequences(value: Value) -> list[SequenceValue]:
    return [option for option in options(value) if isinstance(option, SequenceValue)]


def concatenated(kind: str, place: Place | None, *parts: Value) -> Value:
    """The elements of ``parts`` in a row: what is known of any part stays known.

    Parts that may be one of several sequences give as many results, up to a limit; past it, one
    sequence of everything that may be in it.
    """
    results: list[tuple[tuple[Value, ...], bool]] = [((), True)]
    for part in parts:
        additions = list(_contents(part))
        if len(additions) > 1 and len(results) * len(additions) > _ALTERNATIVES:
            elements = tuple(dict.fromkeys(e for added, _ in additions for e in added))
            additions = [(elements, all(known for _, known in additions))]
        results = [
            ((*elements, *added), complete and known)
            for elements, complete in results
            for added, known in additions
        ]
    return choice(
        [
            SequenceValue(kind, elements[:_LONGEST], complete and len(elements) <= _LONGEST, place)
            for elements, complete in results
        ]
    )


def _contents(value: Value) -> Iterator[tuple[tuple[Value, ...], bool]]:
    """The elements of what ``value`` may be, and whether they are all of them."""
    for option in options(value):
        match option:
            case SequenceValue(_, elements, complete, _):
                yield elements, complete
            case MappingValue(entries, complete, _):
                yield tuple(key for key, _ in entries), complete
            case Unknown() | Constant():
                yield (), False
            case _:
                yield (Element(option),), False


def _updated(left: MappingValue, right: MappingValue) -> MappingValue:
    complete = left.complete and right.complete
    return MappingValue((*left.entries, *right.entries), complete, left.place)


def unary(operator: str, operand: Value, place: Place) -> Value:
    """``operator operand``."""
    if isinstance(operand, Constant):
        if operator == "not":
            return Constant(not operand.value, place)
        if operator == "-" and isinstance(operand.value, (int, float)):
            return Constant(-operand.value, place)
    return Operation(operator, (operand,), place)


def entry(mapping: MappingValue, key: Constant) -> Value | None:
    """``mapping[key]``: the entry, or the one of a comprehension whose key equals ``key``."""
    known = mapping.get(key.value)
    if known is not None or mapping.complete:
        return known
    for entry_key, value in mapping.entries:
        if not isinstance(entry_key, Constant):
            return Operation("selected", (value, entry_key, key))
    return None


_LIST_METHODS = frozenset({"append", "insert", "extend", "add", "update", "remove", "appendleft"})


def mutation(
    callee: Value, arguments: tuple[Value, ...], keywords: tuple[tuple[str, Value], ...] = ()
) -> Value | None:
    """What a list, set or dict is after ``callee`` (``x.append`` and its kind) was called on it."""
    if isinstance(callee, Choice):
        if not all(isinstance(option, Member) for option in callee.options):
            return None
        changed = [mutation(option, arguments, keywords) for option in callee.options]
        known = [value for value in changed if value is not None]
        return choice(known) if len(known) == len(changed) else None
    if not isinstance(callee, Member) or callee.name not in _LIST_METHODS:
        return None
    owner = callee.owner
    if isinstance(owner, MappingValue) and callee.name == "update":
        named = MappingValue(tuple((Constant(name), value) for name, value in keywords))
        if not arguments and keywords:
            return _updated(owner, named)
        if len(arguments) == 1 and isinstance(arguments[0], MappingValue):
            return _updated(_updated(owner, arguments[0]), named)
        return MappingValue(owner.entries, False, owner.place)
    if not isinstance(owner, SequenceValue) or not arguments:
        return None
    elements = owner.elements
    if callee.name in ("append", "add"):
        elements = (*elements, arguments[0])
    elif callee.name in ("extend", "update"):
        return concatenated(owner.kind, owner.place, owner, arguments[0])
    elif callee.name in ("insert", "appendleft"):
        value = arguments[-1]
        index = arguments[0].value if isinstance(arguments[0], Constant) else None
        # Where it goes matters less than that it is there.
        at = index if callee.name == "insert" and isinstance(index, int) else 0
        elements = (*elements[:at], value, *elements[at:])
    elif callee.name == "remove":
        wanted = arguments[0]
        if isinstance(wanted, Constant):
            elements = tuple(
                e for e in elements if not (isinstance(e, Constant) and e.value == wanted.value)
            )
        return SequenceValue(owner.kind, elements, owner.complete, owner.place)
    if len(elements) > _LONGEST:
        return None
    return SequenceValue(owner.kind, elements, owner.complete, owner.place)


def text_method(name: str, text: str | bytes, arguments: tuple[Value, ...]) -> Value | None:
    """A method of a constant string or bytes, where the result is constant too."""
    plain = [a.value for a in arguments if isinstance(a, Constant)]
    if len(plain) != len(arguments):
        return None
    if name in ("encode", "decode", "lower", "upper", "strip", "title", "replace", "casefold"):
        try:
            return Constant(getattr(text, name)(*plain))
        except (TypeError, ValueError, LookupError, AttributeError):
            return Unknown(f"a failing .{name}()")
    if name == "format" and isinstance(text, str) and text.count("{}") == len(plain) == 1:
        return Constant(text.replace("{}", str(plain[0])))
    return None
