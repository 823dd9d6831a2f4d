"""What of the code is Sentry's: objects and calls that are traced to ``sentry_sdk`` or ``raven``.

Other libraries have ``set_tag`` and ``scope`` too.
"""

from __future__ import annotations

from replaytag.evaluator.signatures import Callback
from replaytag.evaluator.values import (
    Entered,
    External,
    Made,
    Member,
    Opaque,
    Parameter,
    Value,
    root,
)
from replaytag.frameworks.reading.types import annotated_types

SDK = ("sentry_sdk", "raven")
EVENT = Opaque("sentry_sdk.Event")
EARLY_EVENT = Opaque("sentry_sdk.EarlyEvent")
"""An event to which the integrations have not added the request yet."""
TRANSACTION = Opaque("sentry_sdk.Transaction")
"""An event that is no error's."""
HINT = Opaque("sentry_sdk.Hint")
CAPTURES = frozenset({"capture_exception", "capture_message", "capture_event"})
"""Functions that send an event at once."""


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
    name = last_name(made.callee)
    if name in ("configure_scope", "push_scope") and is_sentry(made.callee):
        return Callback(0, "callback", (Entered(made),))
    if name in CAPTURES and is_sentry(made.callee):
        return Callback(-1, "scope", (Entered(made),))
    return None


def last_name(callee: Value) -> str:
    """``set_tag`` of ``sentry_sdk.set_tag``, and of a method of an object; else nothing."""
    if isinstance(callee, External):
        return callee.name.rpartition(".")[2]
    return callee.name if isinstance(callee, Member) else ""


def is_capture(made: Made) -> bool:
    """Whether this call sends an event at once."""
    return last_name(made.callee) in CAPTURES and is_sentry(made.callee)


def processed_event(made: Made) -> Opaque | None:
    """What a call has events handed to that adds an event processor.

    Those of the process and of the global scope run before those of the request's scope, which
    tell the event of its request.
    """
    name = last_name(made.callee)
    if name == "add_global_event_processor":
        return EARLY_EVENT
    if name != "add_event_processor":
        return None
    receiver = made.callee.owner if isinstance(made.callee, Member) else made.callee
    everywhere = isinstance(receiver, Made) and last_name(receiver.callee) == "get_global_scope"
    return EARLY_EVENT if everywhere else EVENT


def is_init(made: Made) -> bool:
    """Whether this call initialises Sentry."""
    if not isinstance(made.callee, External):
        return False
    name = made.callee.name
    return name in ("sentry_sdk.init", "sentry_sdk.hub.init", "sentry_sdk._init") or (
        name.startswith("raven.") and name.rpartition(".")[2] in ("Client", "Sentry")
    )
