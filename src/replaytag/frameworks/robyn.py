"""Robyn.

Sentry has no integration for it. Robyn answers each request in a context of its own: a tag that a
``before_request`` function sets is on all that the request's handler reports or logs, and on
nothing else. What a handler does not catch, Robyn logs outside of that context, without the tag. An
``exception`` function is called inside it, and may report the error. Source: Robyn 0.88 and
sentry-sdk 2.75, run against real requests.

## Handlers

Functions under `@app.get`, `@app.post` and the like of apps and of `SubRouter` objects that are
included, `add_route`, and `@app.websocket`.

## Hook

`@app.before_request()`, which runs for the whole app, on whichever router it stands. With a path it
is for that path. It covers a handler if the app and its routers each have an `exception` function;
else it is unknown, since errors that are not caught have no tag.

## Recipe

Inside: a guarded `sentry_sdk.set_tag`. It is shown and not written.

## Left to a person

- every fix: how an app answers an error that nothing catches is for a person to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    FunctionValue,
    Made,
    Member,
    Opaque,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.reading.lookups import IGNORES_CASE
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import function_handler, routes_of
from replaytag.frameworks.records import (
    App,
    Handler,
    Hook,
    Includes,
    Reach,
    Recipe,
    Record,
    Run,
    Unresolved,
    When,
)
from replaytag.frameworks.writing.placing import app_name, binding_of
from replaytag.source import Place

_APP = "robyn.Robyn"
_ROUTER = "robyn.SubRouter"
_OWNERS = (_APP, _ROUTER)
_METHODS = frozenset(
    {"get", "post", "put", "patch", "delete", "head", "options", "trace", "connect"}
)
_REQUEST = Opaque("robyn.Request")
_RESPONSE = Opaque("robyn.Response")
_PASSED = {
    "request": _REQUEST,
    "req": _REQUEST,
    "r": _REQUEST,
    "headers": Opaque("robyn.Headers"),
}
"""Parameters that a handler is passed by their names."""
_UNCAUGHT = "errors that a handler does not catch are logged outside of the request's context"
_SNIPPET = '''\
@{app}.before_request()
async def tag_openreplay_session(request):
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("{header}")
    if token:
        sentry_sdk.set_tag("{tag}", token)
    return request


@{app}.exception
def report_error(error):
    """Report what no handler catches, in the request's own context."""
    sentry_sdk.capture_exception(error)
    return Response(status_code=500, description="Internal Server Error", headers={{}})
'''
_REASON = "how the app answers an error that no handler catches is for you to say"


class Robyn(Framework):
    """Robyn."""

    name = "robyn"
    title = "Robyn"
    libraries = frozenset({"robyn"})
    markers = (b"robyn", b"include_router", b"before_request")
    app_classes = (_APP,)
    app_words = (b"before_request", b"include_router")
    headers = {
        ("robyn.Request", "headers"): IGNORES_CASE,
        ("robyn.Headers", ""): IGNORES_CASE,
    }

    def names(self) -> frozenset[str]:
        return frozenset({"Robyn", "SubRouter", "include_router", "before_request"})

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        calls = list(iter_made(ev))
        owners = [made for made in calls if is_a(made, *_OWNERS)]
        doubt = "" if _reports_all(calls, owners) else _UNCAUGHT
        for made in owners:
            yield App(made, made.place, app_name(ev, made), self.name, serves=is_a(made, _APP))
        for made in calls:
            for record in self._registered(made, doubt):
                yield replace(record, doubt=doubt) if isinstance(record, Handler) else record

    def _registered(self, made: Made, doubt: str) -> Iterator[Record]:
        callee = made.callee
        if isinstance(callee, Member) and is_a(callee.owner, *_OWNERS):
            yield from self._method(made, callee)
        elif isinstance(callee, Made) and isinstance(callee.callee, Member):
            owner, name = callee.callee.owner, callee.callee.name
            if made.arguments and is_a(owner, *_OWNERS):
                yield from self._decorator(made, callee, owner, name, doubt)

    def _method(self, made: Made, callee: Member) -> Iterator[Record]:
        if callee.name == "include_router":
            child = made.argument(0, "router")
            for option in options(child) if child is not None else ():
                if is_a(option, _ROUTER):
                    yield Includes(callee.owner, option)
                elif not isinstance(option, Made):
                    reason = "a router that is included here cannot be resolved"
                    yield Unresolved(callee.owner, reason, made.place)
        elif callee.name == "add_route":
            target = made.argument(2, "handler")
            if target is not None:
                routes = routes_of(made.argument(1, "endpoint"))
                yield from self._handlers(callee.owner, target, routes, made)

    def _decorator(
        self, made: Made, factory: Made, owner: Value, name: str, doubt: str
    ) -> Iterator[Record]:
        """``@app.get("/")``, ``@app.before_request()`` and ``@app.websocket("/")``."""
        target, path = made.arguments[0], factory.argument(0, "endpoint")
        if name in _METHODS or name == "websocket":
            handlers = self._handlers(owner, target, routes_of(path), made)
            for handler in handlers:
                yield replace(handler, websocket=name == "websocket")
        elif name == "before_request":
            narrow = "it runs for one path only" if path is not None else ""
            yield from _hook(owner, target, made.place, (_REQUEST,), When.BEFORE, narrow or doubt)
        elif name == "after_request":
            yield from _hook(owner, target, made.place, (_RESPONSE,), When.LATE, "")

    def _handlers(
        self, owner: Value, target: Value, routes: tuple[str, ...], made: Made
    ) -> Iterator[Handler]:
        for option in options(target):
            handler = function_handler(owner, option, self.name, routes, made)
            function = undecorated(option)
            if handler is not None and isinstance(function, FunctionValue):
                names = [parameter.name for parameter in function.node.parameters]
                passed = tuple((name, _PASSED[name]) for name in names if name in _PASSED)
                yield replace(handler, runs=(Run(option, keywords=passed),))

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        binding = binding_of(ev, app.place)
        name = binding.target if binding else "app"
        snippet = _SNIPPET.format(app=name, header=contract.header, tag=contract.tag)
        message = "Tag every request in a `before_request` function"
        return Recipe(message, snippet, reason=_REASON)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        function = definition(target)
        if not isinstance(function, FunctionValue) or len(function.node.parameters) != 1:
            return None
        binding = binding_of(ev, app.place)
        name = binding.target if binding else "app"
        snippet = f"{name}.before_request()({function.name})\n"
        return Recipe(f"Register `{function.name}` with `before_request`", snippet, reason=_REASON)


def _reports_all(calls: list[Made], owners: list[Made]) -> bool:
    """Whether the app and each router has a function for errors that handlers do not catch."""
    having = {
        option
        for made in calls
        if isinstance(made.callee, Member) and made.callee.name == "exception" and made.arguments
        for option in options(made.callee.owner)
    }
    return having.issuperset(owners)


def _hook(
    owner: Value,
    target: Value,
    place: Place,
    arguments: tuple[Value, ...],
    when: When,
    doubt: str,
) -> Iterator[Record]:
    for option in options(target):
        if isinstance(undecorated(option), FunctionValue):
            run = Run(option, arguments, when)
            yield Hook(owner, option, place, (run,), Reach.APP, websockets=False, doubt=doubt)


FRAMEWORK = Robyn()
