"""Which header a value was read from, and by which look-up."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.values import (
    Choice,
    Constant,
    Element,
    Entered,
    Item,
    Made,
    MappingValue,
    Member,
    Opaque,
    Operation,
    Parameter,
    SequenceValue,
    Value,
)
from replaytag.frameworks.base import Framework
from replaytag.frameworks.reading.lookups import ENVIRON, PROTOCOLS, RAW, UNKNOWN, Lookup
from replaytag.frameworks.reading.types import library_types
from replaytag.project.sdk import EVENT, TRANSACTION
from replaytag.source import Place, frozen

_GETTERS = frozenset(
    {
        "get",
        "getlist",
        "get_all",
        "getall",
        "getone",
        "get_list",
        "get_single",
        "pop",
        "get_first",
        "__getitem__",
    }
)
_UNTYPED = {"headers": UNKNOWN, "META": ENVIRON, "environ": ENVIRON}
_UNTYPED_READERS = {"get_header": UNKNOWN}


@frozen
class HeaderRead:
    """A read of one header. ``key`` is the name as written, where constant."""

    lookup: Lookup
    key: Constant | None
    place: Place | None
    within: Place | None = None
    form: str = "get"

    def header(self) -> str | None:
        """The header this read finds, lower case; None: unknown name, or it never matches."""
        if self.key is None or not isinstance(self.key.value, (str, bytes)):
            return None
        return self.lookup.reads(self.key.value)


class HeaderReader:
    """Recognises header reads with the tables of the known frameworks."""

    def __init__(self, frameworks: tuple[Framework, ...]) -> None:
        self._forms = [
            framework.header_read
            for framework in frameworks
            if type(framework).header_read is not Framework.header_read
        ]
        """The frameworks' own forms of a read, of those that have any."""
        tables = (PROTOCOLS, *(framework.headers for framework in frameworks))
        self._headers = {k: v for table in tables for k, v in table.items()}
        self._requests = {owner_type for owner_type, attribute in self._headers if attribute}
        self._readers = {k: v for f in frameworks for k, v in f.readers.items()}
        self._instances = {k: v for f in frameworks for k, v in f.types.items()}
        self._parameters = {k: v for f in frameworks for k, v in f.parameters.items()}

    def types(self, value: Value) -> list[str]:
        """Library types of ``value``, names such as ``flask.request`` included, in fixed order."""
        found = dict.fromkeys(library_types(value))
        name = getattr(value, "name", None)
        if isinstance(name, str) and name in self._instances:
            found[self._instances[name]] = None
        if isinstance(value, Parameter) and not found and name in self._parameters:
            found[self._parameters[name]] = None
        for owner_type, attribute in self._attribute_types(value):
            known = self._instances.get(f"{owner_type}.{attribute}")
            if known:
                found[known] = None
        return list(found)

    def is_request(self, value: Value) -> bool:
        """Whether ``value`` is of a type that holds a request's headers."""
        return not self._requests.isdisjoint(self.types(value))

    def _attribute_types(self, value: Value) -> Iterator[tuple[str, str]]:
        if isinstance(value, Member):
            for owner_type in self.types(value.owner):
                yield owner_type, value.name

    def lookup_of(self, value: Value) -> Lookup | None:
        """The look-up that ``value`` is, if it is a request's headers or environment."""
        match value:
            case Choice(values):
                return next((k for k in map(self.lookup_of, values) if k), None)
            case Entered(context):
                return self.lookup_of(context)
            case Member(owner, name):
                types = self.types(owner)
                for owner_type in types:
                    known = self._headers.get((owner_type, name))
                    if known is not None:
                        return known
                if name in _UNTYPED and not types and _could_be_request(owner):
                    return _UNTYPED[name]
            case Item(Parameter(_, "scope"), Constant("headers")):
                # By ASGI's own convention; what calls this function is not known.
                return RAW
            case Parameter(_, "environ"):
                # The same of WSGI.
                return ENVIRON
            case (
                Item(owner, Constant(str() as key))
                | Made(callee=Member(owner, "get"), arguments=(Constant(str() as key), *_))
            ):
                for owner_type in self.types(owner):
                    known = self._headers.get((owner_type, f"[{key}]"))
                    if known is not None:
                        return known
        if isinstance(value, Made) and isinstance(value.callee, Member):
            for owner_type in self.types(value.callee.owner):
                known = self._headers.get((owner_type, f"{value.callee.name}()"))
                if known is not None:
                    return known
        for name in self.types(value):
            known = self._headers.get((name, ""))
            if known is not None:
                return known
        return UNKNOWN if _event_path(value) == ["request", "headers"] else None

    def reads(self, value: Value | None, depth: int = 0) -> Iterator[HeaderRead]:
        """Every header read that flows into ``value``."""
        if value is None or depth > 12:
            return
        own = self.own(value)
        if own is not None:
            yield own
            return
        match value:
            case Choice(values) | Operation(_, values, _):
                for option in values:
                    yield from self.reads(option, depth + 1)
            case Member(owner, _) | Item(owner, _) | Element(owner) | Entered(owner):
                yield from self.reads(owner, depth + 1)
            case SequenceValue(_, elements, _, _):
                for element in elements:
                    yield from self.reads(element, depth + 1)
            case MappingValue(entries, _, _):
                for _, entry in entries:
                    yield from self.reads(entry, depth + 1)
            case Made(callee=Member(owner, _)):
                yield from self.reads(owner, depth + 1)
                for argument in value.arguments:
                    yield from self.reads(argument, depth + 1)
            case Made():
                for argument in (*value.arguments, *(v for _, v in value.keywords)):
                    yield from self.reads(argument, depth + 1)

    def concerns_headers(self, value: Value, depth: int = 0) -> bool:
        """Whether ``value`` is made from headers: a read of one, or their names."""
        if depth > 12:
            return False
        if self.own(value) is not None or self.lookup_of(value) is not None:
            return True
        parts: tuple[Value, ...] = ()
        match value:
            case Choice(values) | Operation(_, values, _):
                parts = values
            case Member(owner, _) | Item(owner, _) | Element(owner) | Entered(owner):
                parts = (owner,)
            case SequenceValue(_, elements, _, _):
                parts = elements
            case MappingValue(entries, _, _):
                parts = tuple(part for entry in entries for part in entry)
            case Made(callee=Member(owner, _)):
                parts = (owner, *value.arguments)
            case Made():
                parts = (*value.arguments, *(v for _, v in value.keywords))
        return any(self.concerns_headers(part, depth + 1) for part in parts)

    def own(self, value: Value) -> HeaderRead | None:
        """The read that ``value`` itself is."""
        for form in self._forms:
            found = form(value)
            if found is not None:
                lookup, key = found
                place = value.place if isinstance(value, Made) else None
                within = value.within if isinstance(value, Made) else None
                return HeaderRead(lookup, _constant(key), place, within, "declared")
        if isinstance(value, Made) and isinstance(value.callee, Member):
            owner, name = value.callee.owner, value.callee.name
            method = self._reader(owner, name)
            if method is None and name in _GETTERS:
                method = self.lookup_of(owner)
            argument = value.arguments[0] if value.arguments else value.keyword("key")
            if method is not None and argument is not None:
                return HeaderRead(method, _constant(argument), value.place, value.within)
        elif isinstance(value, Item):
            mapping = self.lookup_of(value.owner)
            if mapping is not None:
                constant = _constant(value.key)
                place = constant.place if constant else None
                return HeaderRead(mapping, constant, place, None, "subscript")
        elif isinstance(value, Operation) and value.operator == "selected":
            _, key, wanted = value.operands
            return self._selected(key, wanted)
        return None

    def _reader(self, owner: Value, name: str) -> Lookup | None:
        types = self.types(owner)
        for owner_type in types:
            known = self._readers.get((owner_type, name))
            if known is not None:
                return known
        return _UNTYPED_READERS.get(name) if not types and _could_be_request(owner) else None

    def _selected(self, key: Value, wanted: Value) -> HeaderRead | None:
        """A value picked from a loop over headers by comparing names."""
        methods: list[str] = []
        while isinstance(key, Made) and isinstance(key.callee, Member):
            methods.append(key.callee.name)
            key = key.callee.owner
        while isinstance(key, Item):
            key = key.owner
        if not isinstance(key, Element):
            return None
        source = key.owner
        while isinstance(source, Made) and isinstance(source.callee, Member):
            if source.callee.name not in ("items", "raw_items", "multi_items"):
                break
            source = source.callee.owner
        lookup = self.lookup_of(source)
        if lookup is None:
            return None
        constant = _constant(wanted)
        if methods:
            lookup = _after_methods(lookup, methods)
        return HeaderRead(lookup, constant, constant.place if constant else None, None, "loop")


def _event_path(value: Value) -> list[str] | None:
    """The keys that lead from a Sentry event to ``value``: ``["request", "headers"]``."""
    keys: list[str] = []
    while value not in (EVENT, TRANSACTION):
        match value:
            case Item(owner, Constant(str() as key)):
                keys.insert(0, key)
                value = owner
            case Made(callee=Member(owner, "get" | "setdefault"), arguments=(Constant(), *_)):
                first = value.arguments[0]
                keys.insert(0, str(first.value) if isinstance(first, Constant) else "")
                value = owner
            case Choice(values):
                value = next(
                    (v for v in values if not isinstance(v, (Constant, MappingValue))), EVENT
                )
            case _:
                return None
    return keys


def _after_methods(lookup: Lookup, methods: list[str]) -> Lookup:
    """The look-up that comparing ``name.decode().lower()`` amounts to."""
    lowered = "lower" in methods or "casefold" in methods

    def reads(key: str | bytes) -> str | None:
        if isinstance(key, bytes) == ("decode" in methods):
            return None if "decode" in methods or lookup is RAW else _text(key)
        text = _text(key)
        if "upper" in methods:
            return text.lower() if text == text.upper() else None
        if lowered or lookup is RAW:
            return text if text == text.lower() else None
        return text.lower()

    def spelling(header: str) -> str | bytes:
        written = lookup.spelling(header)
        if "decode" in methods and isinstance(written, bytes):
            written = written.decode()
        return written.upper() if "upper" in methods else written.lower()

    return Lookup(lookup.name, reads, spelling)


def _text(key: str | bytes) -> str:
    return key.decode("latin-1") if isinstance(key, bytes) else key


def _constant(value: Value) -> Constant | None:
    if isinstance(value, Choice):
        return next((v for v in value.options if isinstance(v, Constant)), None)
    return value if isinstance(value, Constant) else None


def _could_be_request(owner: Value) -> bool:
    """An object of unknown type whose ``headers`` may be a request's; never a response's."""
    match owner:
        case Parameter(_, name, annotation):
            return annotation is None and "response" not in name and name != "resp"
        case Member(Parameter(), name):
            return "req" in name
        case Made() | Opaque():
            return False
        case Member():
            return "req" in owner.name
    return False
