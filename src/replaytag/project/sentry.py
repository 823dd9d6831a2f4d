"""Which calls set a Sentry tag, in which form, and whether the tag reaches the error event.

Forms and verdicts follow what the real SDKs (1.45 and 2.75) do.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator

from replaytag.evaluator.state import Context, Store
from replaytag.evaluator.values import (
    Choice,
    Constant,
    Entered,
    External,
    Item,
    Made,
    MappingValue,
    Member,
    Parameter,
    Value,
    options,
    root,
)
from replaytag.project.scopes import GETTERS, OPENERS, current, lifetime
from replaytag.project.sdk import CAPTURES, EARLY_EVENT, EVENT, TRANSACTION, is_sentry, last_name
from replaytag.source import Place, frozen

_SPANS = frozenset({"start_span", "start_transaction", "get_current_span", "start_child", "span"})

NAMES = frozenset(
    {"set_tag", "set_tags", "tags_context", "add_event_processor", "before_send", "tags"}
    | {"set_context", "set_extra", "set_attribute", "set_attributes", "before_send_transaction"}
    | {*OPENERS, *GETTERS, *CAPTURES, "Hub"}
)
"""Identifiers without which a function has nothing to do with Sentry's tags."""


class Reaches(enum.StrEnum):
    """Whether a tag set so is on the error event of the request."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@frozen
class TagCall:
    """One tag set on something of Sentry's. ``key`` None: the tags are not known.

    ``scope`` names where the tag goes: ``request`` (the isolation scope), ``global``, ``event``
    (each event that a callback sees), ``capture`` (the one event that the call sends), ``closed``
    (a scope that ends before the error), ``span`` (or a transaction), ``data`` (no tag at all: a
    context, an attribute, ...), or ``unknown`` (a scope that is handed over).
    """

    form: str
    key: Value | None
    value: Value | None
    place: Place
    within: Place | None
    contexts: tuple[Context, ...]
    scope: str

    @property
    def reaches(self) -> Reaches:
        if self.scope in ("closed", "span", "data"):
            return Reaches.NO
        if self.scope == "unknown":
            return Reaches.UNKNOWN
        return Reaches.YES

    @property
    def name(self) -> str | None:
        """The tag's name where it is constant."""
        if isinstance(self.key, Constant) and isinstance(self.key.value, str):
            return self.key.value
        return None


def tag_calls(made: Made, contexts: tuple[Context, ...]) -> Iterator[TagCall]:
    """The tags that a call sets, if it is one of Sentry's tag-setting forms."""
    name = last_name(made.callee)
    if name in ("set_tag", "set_tags", "tags_context", "update_tags"):
        receiver = _receiver(made.callee)
        described = None if receiver is None else _describe(receiver, contexts)
        if described is None:
            return
        form, scope = described
        label = f"{form}.{name}" if form else name
        if name == "set_tag":
            key, value = made.argument(0, "key"), made.argument(1, "value")
            yield TagCall(label, key, value, made.place, made.within, contexts, scope)
        else:
            yield from _mapping(label, made.argument(0, "tags"), made, contexts, scope)
    elif name in CAPTURES and is_sentry(made.callee):
        tags = made.keyword("tags")
        if tags is not None:
            yield from _mapping(f"{name}(tags=...)", tags, made, contexts, "capture")
    elif name in ("update", "setdefault") and isinstance(made.callee, Member):
        owner = _event_tags(made.callee.owner)
        if owner is None:
            return
        if name == "update":
            label = "event tags"
            yield from _mapping(label, made.argument(0, "tags"), made, contexts, _sent(owner))
        else:
            key, value = made.argument(0, "key"), made.argument(1, "default")
            scope = _sent(owner)
            yield TagCall("event tags", key, value, made.place, made.within, contexts, scope)


def data_calls(made: Made, contexts: tuple[Context, ...]) -> Iterator[TagCall]:
    """What a call puts on an event, a span or a scope that is no tag, by each name that it has."""
    name = last_name(made.callee)
    if name in _DATA:
        receiver = _receiver(made.callee)
        if receiver is None:
            return
        label = f"{'span.' if _is_span(receiver) else ''}{name}"
        first, second = made.argument(0, _DATA[name]), made.argument(1, "value")
        if name != "set_attributes":
            yield TagCall(label, first, second, made.place, made.within, contexts, "data")
        entries = {"set_attributes": first, "set_context": second}.get(name)
        if isinstance(entries, MappingValue):
            for key, value in entries.entries:
                yield TagCall(label, key, value, made.place, made.within, contexts, "data")


_DATA = {
    "set_attribute": "attribute",
    "set_attributes": "attributes",
    "set_context": "key",
    "set_data": "key",
    "set_extra": "key",
    "set_measurement": "name",
}
"""Setters of what is no tag, and what their first parameter is called."""


def _is_span(receiver: Value) -> bool:
    described = _describe(receiver, ())
    return described is not None and described[1] == "span"


def stored_tags(store: Store) -> Iterator[TagCall]:
    """The tags that ``event["tags"][...] = value`` or ``event["tags"] = {...}`` sets."""
    if isinstance(store.key, str):
        return
    entries: tuple[tuple[Value, Value], ...] = ()
    if _event_tags(store.owner) is not None:
        entries = ((store.key, store.value),)
    elif _is_event(store.owner) and _is_tags(store.key) and isinstance(store.value, MappingValue):
        entries = store.value.entries
    for key, value in entries:
        scope = _sent(store.owner)
        yield TagCall("event tags", key, value, store.place, store.within, store.contexts, scope)


def _sent(value: Value) -> str:
    """The scope of a tag on an event: that of a transaction is on no error."""
    return "span" if root(next(options(value))) == TRANSACTION else "event"


def _is_tags(key: Value) -> bool:
    return isinstance(key, Constant) and key.value == "tags"


def _is_event(value: Value) -> bool:
    return any(option in (EVENT, EARLY_EVENT, TRANSACTION) for option in options(value))


def _event_tags(value: Value) -> Value | None:
    """``event["tags"]`` / ``event.setdefault("tags", {})`` / ``event.get("tags")``."""
    match value:
        case Choice(values):
            return next((v for v in values if _event_tags(v) is not None), None)
        case Item(owner, Constant("tags")) if _is_event(owner):
            return owner
        case Made(callee=Member(owner, "setdefault" | "get")) if _is_event(owner):
            first = value.argument(0, "key")
            return owner if isinstance(first, Constant) and first.value == "tags" else None
    return None


def _mapping(
    label: str, tags: Value | None, made: Made, contexts: tuple[Context, ...], scope: str
) -> Iterator[TagCall]:
    if isinstance(tags, MappingValue):
        for key, value in tags.entries:
            yield TagCall(label, key, value, made.place, made.within, contexts, scope)
        if tags.complete:
            return
    yield TagCall(label, None, tags, made.place, made.within, contexts, scope)


def _receiver(callee: Value) -> Value | None:
    """What the setter is called on: a scope or the SDK; None if it is not Sentry's."""
    if not is_sentry(callee):
        return None
    if isinstance(callee, External):
        return External(callee.name.rpartition(".")[0])
    return callee.owner if isinstance(callee, Member) else None


def _describe(receiver: Value, contexts: tuple[Context, ...]) -> tuple[str, str] | None:
    """(form, scope) of a setter on ``receiver``; None where it sets no tag of Sentry's."""
    match receiver:
        case External(name):
            return _describe_dotted(name, contexts)
        case Parameter():
            return "scope", "unknown"
        case Entered(Made() as made):
            name = last_name(made.callee)
            if name in OPENERS:
                called = made.argument(0, "callback") is not None
                return f"{name} {'callback' if called else 'scope'}", lifetime(name)
            if name in CAPTURES:
                return f"{name}(scope=...)", "capture"
            return ("span", "span") if name in _SPANS else None
        case Made(callee=callee):
            name = last_name(callee)
            if name in GETTERS:
                return name, "global" if name == "get_global_scope" else current(name, contexts)
            if name in _SPANS:
                return "span", "span"
            if name in OPENERS:
                # Without ``with`` the call fails when it runs.
                return f"{name}() without with", "closed"
            if isinstance(root(receiver), External):
                return "client", "request"
        case Member(_, "span" | "transaction"):
            return "span", "span"
        case Member(_, "scope"):
            return "Hub scope", current("Hub", contexts)
        case Member():
            return "client", "request"
        case Choice(values):
            return next((d for d in (_describe(v, contexts) for v in values) if d), None)
    return None


def _describe_dotted(name: str, contexts: tuple[Context, ...]) -> tuple[str, str] | None:
    last = name.rpartition(".")[2]
    if name.startswith("raven"):
        return "raven client", "request"
    if last in ("sentry_sdk", "api"):
        return "", current("top", contexts)
    if last == "scope":
        return "Hub scope", current("Hub", contexts)
    if last in ("span", "transaction"):
        return "span", "span"
    return "", current("top", contexts)
