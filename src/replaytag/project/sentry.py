"""Which calls set a Sentry tag, in which form, and whether the tag reaches the error event.

Forms and verdicts follow what the real SDKs (1.45 and 2.75) do. A receiver counts only when it is
traced to ``sentry_sdk`` or ``raven``: other libraries have ``set_tag`` and ``scope`` too.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator

from replaytag.evaluator.signatures import Callback
from replaytag.evaluator.state import Context, Inside, Store
from replaytag.evaluator.values import (
    Choice,
    Constant,
    Entered,
    External,
    Item,
    Made,
    MappingValue,
    Member,
    Opaque,
    Parameter,
    Value,
    options,
    root,
)
from replaytag.frameworks.reading.types import annotated_types
from replaytag.source import Place, frozen

SDK = ("sentry_sdk", "raven")
EVENT = Opaque("sentry_sdk.Event")
EARLY_EVENT = Opaque("sentry_sdk.EarlyEvent")
"""An event to which the integrations have not added the request yet."""
TRANSACTION = Opaque("sentry_sdk.Transaction")
"""An event that is no error's."""
HINT = Opaque("sentry_sdk.Hint")

_OWN_SCOPES = {
    "configure_scope": "configure_scope",
    "push_scope": "push_scope",
    "new_scope": "new_scope",
    "isolation_scope": "isolation_scope",
    "use_scope": "use_scope",
    "use_isolation_scope": "use_isolation_scope",
}
_GETTERS = frozenset({"get_isolation_scope", "get_current_scope", "get_global_scope"})
_SHORT_LIVED = frozenset({"push_scope", "new_scope", "isolation_scope"})
_OWN_HUB = "Hub"
"""``with Hub(Hub.current):`` does before SDK 2.0 what ``isolation_scope`` does since."""
_FORKS = frozenset({"push_scope", "isolation_scope", _OWN_HUB})
"""Those that fork the isolation scope, which top-level setters write to, and not the current one.
"""
_SPANS = frozenset({"start_span", "start_transaction", "get_current_span", "start_child", "span"})
CAPTURES = frozenset({"capture_exception", "capture_message", "capture_event"})
"""Functions that send an event at once."""


NAMES = frozenset(
    {"set_tag", "set_tags", "tags_context", "add_event_processor", "before_send", "tags"}
    | {"set_context", "set_extra", "set_attribute", "set_attributes", "before_send_transaction"}
    | {*_OWN_SCOPES, *_GETTERS, *CAPTURES, "Hub"}
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


def is_sentry(value: Value) -> bool:
    """Whether ``value`` comes from the SDK."""
    start = root(value)
    if isinstance(start, External):
        return start.name.split(".")[0] in SDK
    if isinstance(start, Parameter):
        types = annotated_types(start.annotation) if start.annotation is not None else ()
        return any(name == "sentry_sdk.Scope" for name in types)
    return isinstance(start, Opaque) and start.type.split(".")[0] in SDK


def notable(made: Made) -> bool:
    """Whether a call belongs in a trace: Sentry's, or of what the caller was handed."""
    start = root(made.callee)
    if isinstance(start, External):
        return start.name.split(".")[0] in SDK
    return isinstance(start, (Opaque, Parameter))


def callback(made: Made) -> Callback | None:
    """``configure_scope(f)`` and ``push_scope(f)`` call ``f`` with the scope."""
    name = _last(made.callee)
    if name in ("configure_scope", "push_scope") and is_sentry(made.callee):
        return Callback(0, "callback", (Entered(made),))
    if name in CAPTURES and is_sentry(made.callee):
        return Callback(-1, "scope", (Entered(made),))
    return None


def _last(callee: Value) -> str:
    if isinstance(callee, External):
        return callee.name.rpartition(".")[2]
    return callee.name if isinstance(callee, Member) else ""


def tag_calls(made: Made, contexts: tuple[Context, ...]) -> Iterator[TagCall]:
    """The tags that a call sets, if it is one of Sentry's tag-setting forms."""
    name = _last(made.callee)
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
    name = _last(made.callee)
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
            name = _last(made.callee)
            if name in _OWN_SCOPES:
                called = made.argument(0, "callback") is not None
                return f"{name} {'callback' if called else 'scope'}", _lifetime(name)
            if name in CAPTURES:
                return f"{name}(scope=...)", "capture"
            return ("span", "span") if name in _SPANS else None
        case Made(callee=callee):
            name = _last(callee)
            if name in _GETTERS:
                return name, "global" if name == "get_global_scope" else _current(name, contexts)
            if name in _SPANS:
                return "span", "span"
            if name in _OWN_SCOPES:
                # Without ``with`` the call fails when it runs.
                return f"{name}() without with", "closed"
            if isinstance(root(receiver), External):
                return "client", "request"
        case Member(_, "span" | "transaction"):
            return "span", "span"
        case Member(_, "scope"):
            return "Hub scope", _current("Hub", contexts)
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
        return "", _current("top", contexts)
    if last == "scope":
        return "Hub scope", _current("Hub", contexts)
    if last in ("span", "transaction"):
        return "span", "span"
    return "", _current("top", contexts)


def plain_scope(contexts: tuple[Context, ...]) -> str:
    """Where ``sentry_sdk.set_tag`` would write in these surroundings."""
    return _current("top", contexts)


def _lifetime(name: str) -> str:
    return "closed" if name in _SHORT_LIVED else "request"


def _current(form: str, contexts: tuple[Context, ...]) -> str:
    """Where a setter without a scope of its own writes, given the ``with`` blocks around it.

    ``push_scope`` and ``isolation_scope`` fork the isolation scope; ``new_scope`` only the current
    one, which top-level setters do not write to.
    """
    forks = {*_SHORT_LIVED, _OWN_HUB} if form == "get_current_scope" else _FORKS
    for context in contexts:
        if (
            isinstance(context, Inside)
            and isinstance(context.context, Made)
            and is_sentry(context.context)
            and _last(context.context.callee) in forks
        ):
            return "closed"
    return "request"


def opened_scope(context: Context) -> str | None:
    """The name of the scope function whose ``with`` block this is, if it ends with the block."""
    if (
        isinstance(context, Inside)
        and isinstance(context.context, Made)
        and is_sentry(context.context)
    ):
        name = _last(context.context.callee)
        return name if name in _SHORT_LIVED or name == _OWN_HUB else None
    return None


def closing(call: TagCall) -> tuple[Inside, ...]:
    """The ``with`` blocks at whose end the tag of a call on a ``closed`` scope is gone.

    A callback's block is the call that it is handed to. ``new_scope`` takes only what is set on
    the scope that it gives, or on the current one.
    """
    own = call.form.startswith(("new_scope", "get_current_scope"))
    found = (c for c in call.contexts if isinstance(c, Inside))
    return tuple(c for c in found if opened_scope(c) in _FORKS or (own and opened_scope(c)))


def opens_scope(made: Made) -> bool:
    """Whether this call makes a scope that a ``with`` block may be entered with."""
    name = _last(made.callee)
    return (name in _OWN_SCOPES or name == _OWN_HUB) and is_sentry(made.callee)


def is_capture(made: Made) -> bool:
    """Whether this call sends an event at once."""
    return _last(made.callee) in CAPTURES and is_sentry(made.callee)


def processed_event(made: Made) -> Opaque | None:
    """What a call has events handed to that adds an event processor.

    Those of the process and of the global scope run before those of the request's scope, which
    tell the event of its request.
    """
    name = _last(made.callee)
    if name == "add_global_event_processor":
        return EARLY_EVENT
    if name != "add_event_processor":
        return None
    receiver = made.callee.owner if isinstance(made.callee, Member) else made.callee
    everywhere = isinstance(receiver, Made) and _last(receiver.callee) == "get_global_scope"
    return EARLY_EVENT if everywhere else EVENT


def is_init(made: Made) -> bool:
    """Whether this call initialises Sentry."""
    if not isinstance(made.callee, External):
        return False
    name = made.callee.name
    return name in ("sentry_sdk.init", "sentry_sdk.hub.init", "sentry_sdk._init") or (
        name.startswith("raven.") and name.rpartition(".")[2] in ("Client", "Sentry")
    )
