"""Middleware of Connexion 3, and where it leaves hooks and handlers.

The order of middleware, and which events each placement reaches, is what Connexion 3.3 does under
uvicorn with the SDK 2.75. An unhandled error is logged by Connexion's ``ExceptionMiddleware``, and
a ``FlaskApp`` reports it from Flask's signal as well; a scope must be open for both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Decorated,
    External,
    FunctionValue,
    Made,
    Member,
    SequenceValue,
    Value,
    options,
)
from replaytag.frameworks.connexion.apps import APPS, app_of, is_flask_part, major
from replaytag.frameworks.reading import wsgi
from replaytag.frameworks.reading.asgi import CALL_ARGUMENTS, call_middleware
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.wrapping import outer_hooks
from replaytag.frameworks.records import CONTINUE, Hook, Record, Run, Scope, Unresolved
from replaytag.source import Place, frozen

_SENTRY = "SentryAsgiMiddleware"
_OUTERMOST = "BEFORE_EXCEPTION"
_UNRESOLVED = "some of its middleware cannot be resolved"


@frozen
class Entry:
    """Middleware of an app. ``outermost``: before Connexion's own; None: nobody knows."""

    target: Value
    keywords: tuple[tuple[str, Value], ...]
    outermost: bool | None
    place: Place


def entries(ev: Evaluator, app: Value) -> list[Entry]:
    """The middleware of ``app``, the outermost first."""
    return [*_listed(app), *_added(ev, app)]


def scope_of(ev: Evaluator, app: Value) -> Scope:
    """Where the handlers of ``app`` and the hooks of the Flask app inside it run."""
    version = major(ev, app)
    if version == 2:
        return Scope.INSIDE
    if version is None:
        return Scope.UNKNOWN
    if any(_is_sentry(made.callee) and _holds(made, app) for made in ev.made):
        return Scope.INSIDE
    depths = {entry.outermost for entry in entries(ev, app) if _is_sentry(entry.target)}
    if not depths:
        return Scope.BARE
    # Further in it isolates, but what Connexion logs of an error is not in its scope.
    return Scope.INSIDE if True in depths else Scope.SHORT


def middleware(ev: Evaluator, app: Value) -> Iterator[Record]:
    """The hooks that ``add_middleware`` and ``middlewares=[...]`` register."""
    inner = scope_of(ev, app)
    isolated = any(_is_sentry(made.callee) and _holds(made, app) for made in ev.made)
    for entry in entries(ev, app):
        if _is_sentry(entry.target):
            isolated = isolated or entry.outermost is True
            continue
        called = call_middleware(ev, entry.target, (), entry.keywords, entry.place)
        if called is None:
            yield Unresolved(app, _UNRESOLVED, entry.place)
        elif called.runs:
            scope = inner
            if entry.outermost:
                scope = Scope.INSIDE if isolated else Scope.OUTSIDE
            elif entry.outermost is None:
                scope = Scope.UNKNOWN
            yield Hook(
                app,
                entry.target,
                entry.place,
                called.runs,
                scope=scope,
                websockets=called.websockets,
                sees_errors=entry.outermost is True,
            )


def wsgi_middleware(ev: Evaluator, app: Value, made: Made) -> Iterator[Record]:
    """``app.add_wsgi_middleware(Class, option=1)``: round the Flask app inside."""
    keywords = tuple((k, v) for k, v in made.keywords if k != "middleware")
    target = made.argument(0, "middleware")
    for option in options(target) if target is not None else ():
        if isinstance(option, (ClassValue, FunctionValue, Decorated)):
            instance = ev.call(option, (CONTINUE,), keywords, made.place)
            yield Hook(app, option, made.place, (Run(instance, wsgi.CALL_ARGUMENTS),))
        elif not isinstance(option, External):
            yield Unresolved(app, _UNRESOLVED, made.place)


def wrappers(ev: Evaluator) -> Iterator[Record]:
    """Objects wrapped round an app: WSGI in version 2, ASGI in 3."""

    def is_wsgi(value: Value) -> bool:
        return is_flask_part(value) or (is_a(value, *APPS) and major(ev, value) == 2)

    def is_asgi(value: Value) -> bool:
        return is_a(value, *APPS) and major(ev, value) != 2

    for hook in outer_hooks(ev, is_wsgi, wsgi.CALL_ARGUMENTS):
        yield replace(hook, owner=app_of(hook.owner))
    for hook in outer_hooks(ev, is_asgi, CALL_ARGUMENTS):
        known = major(ev, hook.owner) == 3
        # Connexion reports an error inside of it.
        yield replace(hook, sees_errors=True) if known else replace(hook, scope=Scope.UNKNOWN)


def _listed(app: Value) -> Iterator[Entry]:
    """``middlewares=[Own, *ConnexionMiddleware.default_middlewares]``."""
    listed = app.keyword("middlewares") if isinstance(app, Made) else None
    if listed is None or not isinstance(app, Made):
        return
    for option in options(listed):
        outermost = True
        for element in option.elements if isinstance(option, SequenceValue) else (option,):
            known = isinstance(element, (ClassValue, FunctionValue, Decorated))
            if known or _is_sentry(element):
                yield Entry(element, (), outermost, app.place)
            else:
                outermost = False


def _added(ev: Evaluator, app: Value) -> Iterator[Entry]:
    inner: list[Entry] = []
    for made in list(ev.made):
        callee = made.callee
        if not isinstance(callee, Member) or callee.name != "add_middleware":
            continue
        target = made.argument(0, "middleware_class")
        if target is None or app not in options(app_of(callee.owner)):
            continue
        given = tuple((k, v) for k, v in made.keywords if k not in ("middleware_class", "position"))
        entry = Entry(target, given, _is_outermost(made.argument(1, "position")), made.place)
        if entry.outermost:
            yield entry
        else:
            inner.append(entry)
    yield from inner


def _is_outermost(position: Value | None) -> bool | None:
    if position is None:
        return False
    if not isinstance(position, External):
        return None
    return position.name.rpartition(".")[2] == _OUTERMOST


def _is_sentry(value: Value) -> bool:
    return isinstance(value, External) and value.name.endswith(_SENTRY)


def _holds(made: Made, app: Value) -> bool:
    """Whether ``app`` is among the arguments, or inside of what is."""
    return any(
        option is app or (isinstance(option, Made) and _holds(option, app))
        for argument in (*made.arguments, *(value for _, value in made.keywords))
        for option in options(argument)
    )
