"""What runs around Sanic's handlers: middleware, signals, and when Sentry is started.

Source: Sanic's own server and uvicorn, run with Sentry's integration.
"""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.calls import Keywords
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Call
from replaytag.evaluator.values import Constant, External, Made, Member, Opaque, Value, options
from replaytag.frameworks.base import iter_made
from replaytag.frameworks.reading.turns import in_turn
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.records import Earlier, Hook, Reach, Record, Run, Scope, Unresolved, When
from replaytag.frameworks.writing.placing import imports_module
from replaytag.source import Place, frozen

REQUEST = Opaque("sanic.Request")
MIDDLEWARE = frozenset({"on_request", "on_response", "middleware", "register_middleware"})
_SIGNALS: dict[str, tuple[When, Scope]] = {
    # Sentry opens its scope in a receiver of this one, which comes after the project's.
    "http.lifecycle.request": (When.BEFORE, Scope.OUTSIDE),
    "http.lifecycle.handle": (When.BEFORE, Scope.INSIDE),
    "http.routing.before": (When.BEFORE, Scope.INSIDE),
    "http.routing.after": (When.BEFORE, Scope.INSIDE),
    "http.handler.before": (When.BEFORE, Scope.INSIDE),
    "http.handler.after": (When.LATE, Scope.INSIDE),
    "http.lifecycle.exception": (When.LATE, Scope.INSIDE),
    "http.lifecycle.response": (When.LATE, Scope.INSIDE),
}
_STARTING = ("before_server_start", "after_server_start")
_STARTING_SIGNALS = ("server.init.before", "server.init.after")
_REGISTERING = MIDDLEWARE | {
    *_STARTING,
    "add_signal",
    "listener",
    "register_listener",
    "register_named_middleware",
    "signal",
}
_INITS = ("sentry_sdk.init", "sentry_sdk.hub.init")
_LISTENER_CALL = (Opaque("sanic.Started"), Opaque("asyncio.Loop"))
"""The app is no object to register on any more."""


@frozen
class Registration:
    """``owner.name(...)``, or ``@owner.name(...)``: what is registered, and the call that says how.

    ``how`` is the call with the options; of a bare decorator that is the one with the target, too.
    """

    owner: Value
    name: str
    target: Value
    how: Made
    place: Place


def registration(made: Made) -> Registration | None:
    """What a call may register: ``app.on_request(f)``, or the ``(f)`` of ``@app.on_request()``."""
    how = made.callee if isinstance(made.callee, Made) else made
    callee = how.callee
    if not isinstance(callee, Member) or callee.name not in _REGISTERING:
        return None
    target = made.argument(0, "handler" if callee.name == "add_signal" else "middleware")
    if target is None or isinstance(target, Constant):
        return None
    return Registration(callee.owner, callee.name, target, how, made.place)


def middleware_hook(owner: Value, found: Registration, scope: Scope) -> Iterator[Hook]:
    """A function that runs before handlers, or with the response."""
    if found.name not in MIDDLEWARE:
        return
    kind: Value = Constant("response" if found.name == "on_response" else "request")
    if found.name in ("middleware", "register_middleware"):
        first = found.how.argument(0, "middleware_or_request")
        own = first if isinstance(first, Constant) else found.how.argument(1, "attach_to")
        kind = own or kind
    late = all(getattr(option, "value", None) == "response" for option in options(kind))
    when = When.LATE if late else When.BEFORE
    arguments = (REQUEST, Opaque("sanic.HTTPResponse")) if late else (REQUEST,)
    earlier = Earlier("response", "request", 1)
    if found.name == "on_response":
        earlier = Earlier("on_response", "on_request", 1)
    plain = is_a(owner, "sanic.Sanic") and found.how.keyword("priority") is None
    order = in_turn(found.how) if plain and not late else None
    for option in options(found.target):
        run = Run(option, arguments, when)
        yield Hook(owner, option, found.place, (run,), scope=scope, order=order, earlier=earlier)


def signal_hook(ev: Evaluator, owner: Value, found: Registration, scope: Scope) -> Iterator[Record]:
    """A receiver of a signal; one of a blueprint gets those of the whole app."""
    if found.name not in ("signal", "add_signal"):
        return
    value = found.how.argument(0 if found.name == "signal" else 1, "event")
    event = _event(value)
    keywords: Keywords = (("request", REQUEST),)
    position = 1 if found.name == "signal" else 2
    if event is None or found.how.argument(position, "condition") is not None:
        yield from doubtful(ev, owner, found, "a signal's receiver that tags may not run always")
    elif event == "websocket.handler.before":
        run = Run(found.target, keywords=keywords)
        yield Hook(owner, found.target, found.place, (run,), Reach.APP, scope, requests=False)
    elif event.startswith("http.middleware."):
        reason = "a signal's receiver that tags runs only where there is other middleware"
        yield from doubtful(ev, owner, found, reason)
    elif event in _SIGNALS:
        when, where = _SIGNALS[event]
        run = Run(found.target, (), when, keywords)
        leaks = Scope.OUTSIDE in (scope, where)
        seen = Scope.OUTSIDE if leaks else Scope.INSIDE
        yield Hook(owner, found.target, found.place, (run,), Reach.APP, seen)


def doubtful(ev: Evaluator, owner: Value, found: Registration, reason: str) -> Iterator[Unresolved]:
    """Doubt about ``owner`` if what is registered sets tags at all."""
    for option in options(found.target):
        steps = ev.trace_of(option, (REQUEST,))
        if any(isinstance(step, Call) and "set_tag" in _last(step.made) for step in steps):
            yield Unresolved(owner, reason, found.place)
            return


def _last(made: Made) -> str:
    return str(getattr(made.callee, "name", "")).rpartition(".")[2]


def _event(value: Value | None) -> str | None:
    """The name of an event: a text, or a member of Sanic's own enumeration."""
    if isinstance(value, Member) and value.name == "value":
        value = value.owner
    if isinstance(value, Constant) and isinstance(value.value, str):
        return value.value
    if isinstance(value, External) and ".Event." in value.name:
        name = value.name.removesuffix(".value").rpartition(".")[2]
        known = (*_SIGNALS, *_STARTING_SIGNALS, "websocket.handler.before")
        return next((e for e in known if e.upper().replace(".", "_") == name), name)
    return None


# --- when Sentry is started ----------------------------------------------------------------------


def starts_late(ev: Evaluator, app: Value) -> bool:
    """Whether Sentry is started by nothing but listeners of the server's start.

    By then Sanic has taken in the receivers of its signals, and Sentry's that opens a scope for
    each request is not among them: a tag that is set stays for what else the connection brings.
    """
    late = ev.remembered("sanic.late", lambda: _late_inits(ev))
    if not late or not isinstance(app, Made):
        return False
    path = app.place.path
    early = {made.place.path for made in iter_made(ev) if _is_init(made) and made.place not in late}
    return not any(
        other == path or imports_module(ev, path, other) or imports_module(ev, other, path)
        for other in early
    )


def _late_inits(ev: Evaluator) -> set[Place]:
    found: set[Place] = set()
    for made in iter_made(ev):
        registered = registration(made)
        if registered is None or not _is_of_start(registered):
            continue
        for option in options(registered.target):
            for step in ev.trace_of(option, _LISTENER_CALL):
                if isinstance(step, Call) and _is_init(step.made):
                    found.add(step.made.place)
    return found


def _is_of_start(found: Registration) -> bool:
    if found.name in _STARTING:
        return True
    if found.name == "listener":
        return _is_starting(found.how.argument(0, "listener_or_event"))
    if found.name == "register_listener":
        return _is_starting(found.how.argument(1, "event"))
    if found.name in ("signal", "add_signal"):
        value = found.how.argument(0 if found.name == "signal" else 1, "event")
        return _event(value) in _STARTING_SIGNALS
    return False


def _is_starting(event: Value | None) -> bool:
    return isinstance(event, Constant) and event.value in _STARTING


def _is_init(made: Made) -> bool:
    return isinstance(made.callee, External) and made.callee.name in _INITS
