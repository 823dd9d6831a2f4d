"""ASGI callables: applications that are written without a framework.

Nobody opens a scope for a request unless `SentryAsgiMiddleware` is put round the application.
Without it a plain `set_tag` is shared by all requests, though uvicorn runs each in its own task.
Checked with sentry-sdk 2.75 under uvicorn.

## Handlers

What a server is handed (`uvicorn.run`, `uvicorn.Config`, `hypercorn.asyncio.serve`) and what a
module calls `application` or `app`, if it takes `(scope, receive, send)`: a coroutine function, an
object with `async def __call__`, the two steps of ASGI 2, the `GraphQL` application of Ariadne and
Strawberry. The application as a whole is one handler. What stores another application and calls it
is middleware: no handler, and round the app of a framework a matter of that framework's.

## Hook

Middleware inside `SentryAsgiMiddleware(...)`, or round the application with a scope of its own. A
scope that the application itself opens counts if it is open round all that it does.

## Recipe

Inside where `SentryAsgiMiddleware` wraps the application: `SentryAsgiMiddleware(Mw(application))`
with a plain `sentry_sdk.set_tag`. Else outside: the middleware opens `isolation_scope()`, and the
name is bound anew after the application is complete, or the call that serves it wraps it.

## Left to a person

- applications of ASGI 2: the middleware speaks ASGI 3;
- applications whose attributes other files use: a wrapper does not have them.
"""

from __future__ import annotations

from collections.abc import Iterable

from replaytag.contract import Contract
from replaytag.evaluator.classes import bind_method, find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import ClassValue, FunctionValue, Value, definition
from replaytag.facts import model
from replaytag.frameworks.base import Framework
from replaytag.frameworks.raw import finding, recipes
from replaytag.frameworks.raw.shapes import Protocol
from replaytag.frameworks.reading.asgi import CALL_ARGUMENTS
from replaytag.frameworks.records import App, Recipe, Record, Run
from replaytag.frameworks.writing.standard_middleware import asgi_class


def _positional(function: FunctionValue) -> list[str]:
    names = [p.name for p in function.node.parameters if p.kind in ("positional", "posonly")]
    return names[1:] if function.owner is not None else names


def _is_pair(names: list[str]) -> bool:
    """``receive`` and ``send``, whatever they are called exactly."""
    return len(names) == 2 and "rec" in names[0] and "send" in names[1]


def _takes(function: FunctionValue) -> bool:
    """``(scope, receive, send)``, or ``(scope)`` where that returns a coroutine function."""
    names = _positional(function)
    if not isinstance(function.node, model.Function):
        return False
    if function.node.is_async:
        return len(names) == 3 and _is_pair(names[1:])
    return names == ["scope"] and any(
        isinstance(node, model.Function) and node.is_async and _is_pair(_own_names(node))
        for node in function.node.body
    )


def _own_names(node: model.Function) -> list[str]:
    return [p.name for p in node.parameters if p.name != "self"]


def _is_asgi2(value: Value) -> bool:
    written = definition(value)
    if isinstance(written, FunctionValue):
        return len(_positional(written)) == 1
    return isinstance(written, ClassValue)


def _class_runs(ev: Evaluator, cls: ClassValue) -> tuple[Run, ...]:
    """How a class is called that is an application of ASGI 2: ``await Class(scope)(...)``."""
    init, called = find_method(ev, cls, "__init__"), find_method(ev, cls, "__call__")
    if init is None or called is None or _positional(init) != ["scope"]:
        return ()
    if not _is_pair(_positional(called)):
        return ()
    made = ev.call(cls, CALL_ARGUMENTS[:1], (), cls.place)
    return (Run(bind_method(ev, called, made), CALL_ARGUMENTS[1:]),)


PROTOCOL = Protocol(
    "asgi",
    CALL_ARGUMENTS,
    _takes,
    servers={
        "uvicorn.run": (0, "app"),
        "uvicorn.Config": (0, "app"),
        "uvicorn.config.Config": (0, "app"),
        "hypercorn.asyncio.serve": (0, "app"),
        "hypercorn.trio.serve": (0, "app"),
    },
    requests={},
    classes=_class_runs,
    libraries=("ariadne.GraphQL", "strawberry.GraphQL"),
)


class Asgi(Framework):
    """ASGI callables of the project's own."""

    name = "asgi"
    title = "ASGI callables"
    libraries = frozenset({"uvicorn", "hypercorn"})
    markers = (b"receive, send", b"Receive,", b"uvicorn", b"hypercorn", b"\napplication = ")
    app_words = (b"run", b"Config", b"serve")
    everyday = frozenset({"run", "Config", "serve"})
    app_markers = (b"receive, send", b"Receive,")

    def names(self) -> frozenset[str]:
        return frozenset({"receive", "serve", "uvicorn", "hypercorn"})

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        return finding.records(ev, PROTOCOL)

    def own_classes(self, ev: Evaluator) -> frozenset[str]:
        return finding.class_names(ev, PROTOCOL)

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        if _is_asgi2(app.value):
            code = asgi_class(contract, isolates=True)
            message = "Tag every request in an ASGI middleware"
            return Recipe(message, code, reason="the application speaks ASGI 2")
        return recipes.recipe(
            ev,
            finding.found_of(ev, PROTOCOL, app),
            contract,
            lambda isolates: asgi_class(contract, isolates=isolates),
            "ASGI",
        )

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        if _is_asgi2(app.value):
            return None
        return recipes.registration(ev, finding.found_of(ev, PROTOCOL, app), target, PROTOCOL.call)


FRAMEWORK = Asgi()
