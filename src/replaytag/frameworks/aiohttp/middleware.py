"""Middleware and signals of ``aiohttp.web``: where they are listed, and how they are called."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.classes import find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    Decorated,
    External,
    FunctionValue,
    Made,
    Member,
    Opaque,
    SequenceValue,
    Value,
    options,
    undecorated,
)
from replaytag.frameworks.aiohttp.objects import APP, REQUEST, constructed
from replaytag.frameworks.reading.turns import in_list, in_turn
from replaytag.frameworks.reading.types import is_a, short
from replaytag.frameworks.records import (
    CONTINUE,
    Hook,
    Order,
    Record,
    Run,
    Scope,
    Unresolved,
    When,
)
from replaytag.frameworks.writing.placing import dotted
from replaytag.source import Place

MARK = "aiohttp.middleware"
"""The decorator of middleware."""
_UNRESOLVED = "some of its middleware cannot be resolved"
_CALL = ((REQUEST,), (("handler", CONTINUE),))
"""What a middleware is called with: aiohttp passes ``handler`` by its name."""
_OLD_CALL = (Opaque("aiohttp.web.Application"), CONTINUE)
"""What one without the decorator is called with; it returns a function for the request."""


def hook_records(ev: Evaluator, calls: list[Made]) -> Iterator[Record]:
    """What ``calls`` register to run around handlers."""
    for made in calls:
        app = constructed(ev, made)
        if app is not None:
            yield from _listed(ev, app, made.keyword("middlewares"), made.place)
        if isinstance(made.callee, Member) and isinstance(made.callee.owner, Member):
            yield from _changed(ev, made, made.callee.owner, made.callee.name)


def _changed(ev: Evaluator, made: Made, changed: Member, method: str) -> Iterator[Record]:
    """``app.middlewares.append(f)`` and ``app.on_response_prepare.append(f)``."""
    if method not in ("append", "insert", "extend") or not made.arguments:
        return
    if not is_a(changed.owner, APP):
        return
    value = made.arguments[-1]
    if changed.name == "middlewares":
        if method == "extend":
            yield from _listed(ev, changed.owner, value, made.place)
        else:
            order = in_turn(made) if method == "append" else None
            yield from _hooks(ev, changed.owner, value, made.place, order)
    elif changed.name == "on_response_prepare" and method != "extend":
        # A response is prepared by the server, when Sentry's scope is closed again.
        run = Run(value, (REQUEST, Opaque("aiohttp.web.StreamResponse")), When.LATE)
        yield Hook(changed.owner, value, made.place, (run,), scope=Scope.OUTSIDE)


def _listed(ev: Evaluator, app: Value, value: Value | None, place: Place) -> Iterator[Record]:
    orders = in_list(value)
    for option in options(value) if value is not None else ():
        if isinstance(option, SequenceValue):
            for element in option.elements:
                yield from _hooks(ev, app, element, place, orders.get(element))
            if not option.complete:
                yield Unresolved(app, _UNRESOLVED, place)
        elif option != Constant(None):
            yield Unresolved(app, _UNRESOLVED, place)


def _hooks(
    ev: Evaluator, app: Value, value: Value, place: Place, order: Order | None
) -> Iterator[Record]:
    for option in options(value):
        if isinstance(option, External) or option == Constant(None):
            continue
        runs = middleware_runs(ev, option, place)
        if runs is not None:
            yield Hook(app, option, place, runs, order=order)
        elif not (isinstance(option, Made) and isinstance(option.callee, External)):
            yield Unresolved(app, _UNRESOLVED, place)


def middleware_runs(ev: Evaluator, value: Value, place: Place) -> tuple[Run, ...] | None:
    """How a middleware of the project is called; None for what is none of the project's.

    Without the decorator it is called as of old. There are no runs then where it returns no
    function: it is one that forgot the decorator, and no request gets as far as a handler.
    """
    is_new = is_marked(value)
    if isinstance(value, Made) and isinstance(value.callee, External) and is_new:
        value = value.arguments[0]
    if not _is_callable(ev, value):
        return None
    if is_new:
        arguments, keywords = _CALL
        return (Run(value, arguments, keywords=keywords),)
    ev.budget = ev.BUDGET
    handlers = options(ev.call(value, _OLD_CALL, (), place))
    return tuple(
        Run(handler, (REQUEST,))
        for handler in handlers
        if isinstance(undecorated(handler), FunctionValue)
    )


def is_marked(value: Value) -> bool:
    """Whether ``@web.middleware`` stands on it: without, it is called as of old.

    On an instance it does not count where it stands on ``__call__``: aiohttp looks at the object.
    """
    match value:
        case Made(callee=External(name), arguments=(_, *_)):
            return _is_mark(name)
        case Made(callee=ClassValue() as cls):
            decorators = (dotted(node) or "" for node in cls.node.decorators)
            return any(name.rpartition(".")[2] == "middleware" for name in decorators)
        case Decorated():
            inner = value.value
            marks = [d.name for d in value.decorators if isinstance(d, External)]
            return any(map(_is_mark, marks)) or (inner is not value and is_marked(inner))
    return False


def _is_mark(name: str) -> bool:
    return short(name) == MARK


def _is_callable(ev: Evaluator, value: Value) -> bool:
    if isinstance(value, Made) and isinstance(value.callee, ClassValue):
        return find_method(ev, value.callee, "__call__") is not None
    return isinstance(undecorated(value), FunctionValue)
