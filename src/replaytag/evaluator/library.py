"""Calls of Python's own functions and methods whose result the analysis needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.evaluator import operators
from replaytag.evaluator.containers import item, iterate
from replaytag.evaluator.values import (
    NONE,
    Constant,
    Element,
    External,
    Item,
    Made,
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

if TYPE_CHECKING:
    from replaytag.evaluator.engine import Evaluator

Keywords = tuple[tuple[str, Value], ...]

_SAME = frozenset({"typing.cast", "copy.copy", "copy.deepcopy", "typing.final"})
_SEQUENCES = {
    "builtins.list": "list",
    "builtins.tuple": "tuple",
    "builtins.set": "set",
    "builtins.frozenset": "set",
    "builtins.sorted": "list",
    "builtins.reversed": "list",
    "collections.deque": "list",
}
_PARTIALS = (External("functools.partial"), External("functools.partialmethod"))
_IMPORTERS = frozenset({"importlib.import_module", "django.utils.module_loading.import_string"})


def call(
    ev: Evaluator, callee: Value, arguments: tuple[Value, ...], keywords: Keywords, place: Place
) -> Value | None:
    """The result of a well-known call; None where nothing special is known of it."""
    if isinstance(callee, External):
        return _function(ev, callee.name, arguments, keywords, place)
    if isinstance(callee, Member):
        return _method(ev, callee.owner, callee.name, arguments)
    if isinstance(callee, Made) and callee.callee in _PARTIALS and callee.arguments:
        merged = (*callee.keywords, *keywords)
        rest = (*callee.arguments[1:], *arguments)
        return ev.call(callee.arguments[0], rest, merged, place)
    return None


def _function(
    ev: Evaluator, name: str, arguments: tuple[Value, ...], keywords: Keywords, place: Place
) -> Value | None:
    if name in _SAME and arguments:
        return arguments[-1] if name == "typing.cast" else arguments[0]
    if name in _SEQUENCES:
        if not arguments:
            return SequenceValue(_SEQUENCES[name], (), True, place)
        return choice([_listed(name, option, place) for option in options(arguments[0])])
    if name in ("builtins.dict", "collections.OrderedDict", "collections.defaultdict"):
        return _dict(arguments, keywords, place)
    if name == "builtins.str" and len(arguments) == 1 and isinstance(arguments[0], Constant):
        return Constant(str(arguments[0].value), place)
    if name == "builtins.getattr" and len(arguments) >= 2:
        return _getattr(ev, arguments)
    if name == "builtins.setattr" and len(arguments) == 3:
        attribute = arguments[1]
        if isinstance(attribute, Constant) and isinstance(attribute.value, str):
            ev.store_attribute(arguments[0], attribute.value, arguments[2], place)
            return NONE
    if name == "builtins.next" and arguments:
        items, _ = iterate(arguments[0])
        return choice([*items, *arguments[1:]])
    if name in ("builtins.iter", "builtins.map", "builtins.filter") and arguments:
        return _mapped(ev, name, arguments, place)
    if name in ("builtins.zip", "builtins.enumerate") and arguments:
        return _zipped(name, arguments, place)
    if name in ("itertools.chain", "itertools.chain.from_iterable"):
        return _chained(name, arguments, place)
    if name in _IMPORTERS and arguments and isinstance(arguments[0], Constant):
        dotted = arguments[0].value
        if isinstance(dotted, str):
            return ev.resolve_dotted(place.path, dotted)
    return None


def _listed(name: str, value: Value, place: Place) -> Value:
    """``list(value)`` and its kind; a sequence's place stays that of its display."""
    if not isinstance(value, (SequenceValue, MappingValue)):
        return SequenceValue(_SEQUENCES[name], (Element(value),), False, place)
    elements = value.elements if isinstance(value, SequenceValue) else tuple(iterate(value)[0])
    if name == "builtins.reversed":
        elements = elements[::-1]
    return SequenceValue(_SEQUENCES[name], elements, value.complete, value.place or place)


def _dict(arguments: tuple[Value, ...], keywords: Keywords, place: Place) -> Value:
    entries: list[tuple[Value, Value]] = []
    complete = True
    if arguments:
        source = arguments[0]
        if isinstance(source, MappingValue):
            entries.extend(source.entries)
            complete = source.complete
        else:
            items, complete = iterate(source)
            entries.extend((item(i, Constant(0)), item(i, Constant(1))) for i in items)
    entries.extend((Constant(key), value) for key, value in keywords)
    return MappingValue(tuple(entries), complete, place)


def _getattr(ev: Evaluator, arguments: tuple[Value, ...]) -> Value:
    name = arguments[1]
    if not isinstance(name, Constant) or not isinstance(name.value, str):
        return Unknown("getattr with a computed name")
    value = ev.attribute(arguments[0], name.value)
    return choice([value, *arguments[2:]])


def _mapped(ev: Evaluator, name: str, arguments: tuple[Value, ...], place: Place) -> Value:
    items, known = iterate(arguments[-1])
    if name == "builtins.map":
        items = [ev.call(arguments[0], (value,), (), place) for value in items]
    complete = known and name != "builtins.filter"
    return SequenceValue("generator", tuple(items), complete, place)


def _zipped(name: str, arguments: tuple[Value, ...], place: Place) -> Value:
    columns = [iterate(value) for value in arguments[:1] if name == "builtins.enumerate"]
    if columns:
        items, known = columns[0]
        pairs = [
            SequenceValue("tuple", (Constant(index) if known else Unknown("a position"), value))
            for index, value in enumerate(items)
        ]
        return SequenceValue("generator", tuple(pairs), known, place)
    columns = [iterate(value) for value in arguments]
    rows = zip(*(items for items, _ in columns), strict=False)
    complete = all(known for _, known in columns)
    return SequenceValue(
        "generator", tuple(SequenceValue("tuple", tuple(row)) for row in rows), complete, place
    )


def _chained(name: str, arguments: tuple[Value, ...], place: Place) -> Value:
    sources = list(arguments)
    complete = True
    if name.endswith("from_iterable") and arguments:
        sources, complete = iterate(arguments[0])
    elements: list[Value] = []
    for source in sources:
        items, known = iterate(source)
        elements.extend(items)
        complete = complete and known
    return SequenceValue("list", tuple(elements), complete, place)


def _method(ev: Evaluator, owner: Value, name: str, arguments: tuple[Value, ...]) -> Value | None:
    if isinstance(owner, Constant) and isinstance(owner.value, (str, bytes)):
        if name == "join" and len(arguments) == 1:
            return None
        return operators.text_method(name, owner.value, arguments)
    if isinstance(owner, MappingValue):
        found = _mapping_method(owner, name, arguments)
        return None if found is None else ev.note(found)
    if isinstance(owner, SequenceValue) and name == "copy":
        return owner
    if isinstance(owner, Operation) and owner.operator == "selected" and name != "get":
        return None
    return None


def _mapping_method(owner: MappingValue, name: str, arguments: tuple[Value, ...]) -> Value | None:
    if name == "copy":
        return owner
    if name in ("items", "keys", "values"):
        parts: dict[str, list[Value]] = {
            "items": [SequenceValue("tuple", pair) for pair in owner.entries],
            "keys": [key for key, _ in owner.entries],
            "values": [value for _, value in owner.entries],
        }
        return SequenceValue("list", tuple(parts[name]), owner.complete)
    if name in ("get", "pop", "setdefault") and arguments:
        default = arguments[1] if len(arguments) > 1 else NONE
        key = arguments[0]
        if not isinstance(key, Constant):
            return choice([*(value for _, value in owner.entries), default])
        found = operators.entry(owner, key)
        if found is None:
            return default if owner.complete else choice([Item(owner, key), default])
        exact = owner.get(key.value) is not None
        return found if exact else choice([found, default])
    return None
