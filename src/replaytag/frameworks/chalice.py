"""AWS Chalice: routes of apps and blueprints, and middleware.

Sentry's integration opens its scope round the view function alone: a middleware runs outside it,
where a plain ``set_tag`` leaks into the next invocation, unless the integration for AWS Lambda is
on too and has opened a scope for the whole invocation.

## Handlers

`@app.route` of apps and of blueprints that are registered. Schedules, queues and other events have
no headers, and are no handlers.

## Hook

`@app.middleware("http")`, straight after the statement that makes the app. A decorator of a view,
under `@app.route`, counts for that view.

## Recipe

Outside: the middleware opens `sentry_sdk.isolation_scope()`.

## Left to a person

- middleware for all events (`"all"`) that expects a request: it breaks scheduled functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Call, Inside
from replaytag.evaluator.values import (
    Constant,
    Decorated,
    External,
    FunctionValue,
    Item,
    Made,
    Member,
    Opaque,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.reading.lookups import IGNORES_CASE, LOWER, UNKNOWN, Lookup
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import function_handler, routes_of
from replaytag.frameworks.records import (
    CONTINUE,
    App,
    Hook,
    Includes,
    Reach,
    Recipe,
    Record,
    Run,
    Scope,
    Unresolved,
)
from replaytag.frameworks.writing.placing import after_binding, app_name, register_function
from replaytag.source import Place

_APP = "chalice.Chalice"
_BLUEPRINT = "chalice.Blueprint"
_REQUEST = "chalice.Request"
_CONSTRUCT = External("chalice.cdk.Chalice")
"""Deploys an app that is elsewhere."""
_CALL = (Opaque("chalice.app.Request"), CONTINUE)
"""What a middleware is called with for an HTTP event."""
_LAMBDA_CALL = (Opaque("chalice.LambdaEvent"), Opaque("chalice.LambdaContext"))

_SNIPPET = '''\
@{app}.middleware("http")
def tag_openreplay_session(event, get_response):
    """Tag this request's Sentry events with its OpenReplay session."""
    with sentry_sdk.isolation_scope() as scope:
        token = event.headers.get("{header}")
        if token:
            scope.set_tag("{tag}", token)
        return get_response(event)
'''


class Chalice(Framework):
    """AWS Chalice. Schedules, queues and other events are no handlers: they have no headers."""

    name = "chalice"
    title = "AWS Chalice"
    libraries = frozenset({"chalice"})
    sequential = True
    markers = (b"chalice", b"current_request")
    app_classes = (_APP,)
    app_words = (b"register_middleware",)
    types = {
        f"{_APP}.current_request": _REQUEST,
        f"{_BLUEPRINT}.current_request": _REQUEST,
        f"{_BLUEPRINT}.current_app": _APP,
    }
    headers = {
        (_REQUEST, "headers"): IGNORES_CASE,
        ("chalice.LambdaEvent", "[headers]"): UNKNOWN,
    }

    def names(self) -> frozenset[str]:
        return frozenset({"Chalice", "Blueprint", "register_blueprint", "register_middleware"})

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        for made in iter_made(ev):
            if is_a(made, _APP) and made.callee != _CONSTRUCT:
                yield App(made, made.place, app_name(ev, made), self.name)
            elif is_a(made, _BLUEPRINT):
                yield App(made, made.place, app_name(ev, made), self.name, serves=False)
            if isinstance(made.callee, Member):
                yield from self._method(ev, made, made.callee)
            elif isinstance(made.callee, Made) and isinstance(made.callee.callee, Member):
                yield from self._decorator(ev, made, made.callee, made.callee.callee)

    def _method(self, ev: Evaluator, made: Made, callee: Member) -> Iterator[Record]:
        if callee.name not in ("register_blueprint", "register_middleware"):
            return
        if not is_a(callee.owner, _APP, _BLUEPRINT):
            return
        if callee.name == "register_blueprint":
            child = made.argument(0, "blueprint")
            for option in options(child) if child is not None else ():
                if is_a(option, _BLUEPRINT):
                    yield Includes(callee.owner, option)
        else:
            target = made.argument(0, "func")
            if target is not None and _is_for_http(made.argument(1, "event_type")):
                yield from _hooks(ev, callee.owner, target, made.place)

    def _decorator(
        self, ev: Evaluator, made: Made, factory: Made, callee: Member
    ) -> Iterator[Record]:
        if callee.name not in ("route", "middleware") or not made.arguments:
            return
        if not is_a(callee.owner, _APP, _BLUEPRINT):
            return
        target = made.arguments[0]
        if callee.name == "middleware":
            if _is_for_http(factory.argument(0, "event_type")):
                yield from _hooks(ev, callee.owner, target, made.place)
            return
        routes = routes_of(factory.argument(0, "path"))
        for option in options(target):
            handler = function_handler(callee.owner, option, self.name, routes, made)
            if handler is not None:
                yield handler

    def header_read(self, value: Value) -> tuple[Lookup, Value] | None:
        """``app.current_request.to_dict()["headers"]``: a plain dict with lower-case keys."""
        match value:
            case Made(callee=Member(owner, "get"), arguments=(key, *_)) if _is_plain(owner):
                return LOWER, key
            case Item(owner, key) if _is_plain(owner):
                return LOWER, key
        return None

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return after_binding(
            ev,
            app.place,
            lambda target: _SNIPPET.format(app=target, header=contract.header, tag=contract.tag),
            (("sentry_sdk", None),),
            "Tag every request in a middleware that has a scope of its own",
        )

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        function = definition(target)
        if not isinstance(function, FunctionValue) or len(function.node.parameters) != 2:
            return None
        if not _continues_safely(ev, function):
            return None
        return register_function(
            ev,
            app.place,
            function,
            lambda name: f'{name}.middleware("http")',
            lambda name, hook: f'{name}.register_middleware({hook}, "http")',
            f"Register `{function.name}` as middleware",
        )


def _is_for_http(kind: Value | None) -> bool:
    """Whether middleware of this event type sees HTTP requests; without a type it sees all."""
    if kind is None:
        return True
    return any(getattr(option, "value", "http") in ("http", "all") for option in options(kind))


def _hooks(ev: Evaluator, owner: Value, target: Value, place: Place) -> Iterator[Record]:
    scope = Scope.INSIDE if _has_lambda_scope(ev) else Scope.OUTSIDE
    for option in options(target):
        if isinstance(option, External):
            continue
        runs = tuple(_runs(ev, option, place))
        if runs:
            # A view's error is captured round the view, before the middleware's call returns.
            yield Hook(owner, option, place, runs, Reach.APP, scope, sees_errors=True)
        elif not isinstance(option, Made):
            yield Unresolved(owner, "a middleware that is registered here is not resolved", place)


def _runs(ev: Evaluator, target: Value, place: Place) -> Iterator[Run]:
    if isinstance(undecorated(target), FunctionValue) or (
        isinstance(target, Made) and not isinstance(target.callee, External)
    ):
        yield Run(target, _CALL)
    elif isinstance(target, Made) and is_a(target, "chalice.ConvertToMiddleware"):
        wrapper = target.argument(0, "lambda_wrapper")
        for option in options(wrapper) if wrapper is not None else ():
            if isinstance(option, (FunctionValue, Decorated)):
                for wrapped in options(ev.call(option, (CONTINUE,), (), place)):
                    if isinstance(undecorated(wrapped), FunctionValue):
                        yield Run(wrapped, _LAMBDA_CALL)


def _has_lambda_scope(ev: Evaluator) -> bool:
    """Whether Sentry's integration for AWS Lambda is on: it has a scope for each invocation."""
    return any(
        isinstance(made.callee, External) and made.callee.name.endswith(".AwsLambdaIntegration")
        for made in ev.made
    )


def _continues_safely(ev: Evaluator, function: FunctionValue) -> bool:
    """Whether it hands the event on, in a scope of its own or of the invocation."""
    for step in ev.trace_of(function, _CALL):
        if isinstance(step, Call) and step.made.callee == CONTINUE:
            return _has_lambda_scope(ev) or any(
                isinstance(context, Inside)
                and isinstance(context.context, Made)
                and getattr(context.context.callee, "name", "").endswith("isolation_scope")
                for context in step.contexts
            )
    return False


def _is_plain(value: Value) -> bool:
    """Whether ``value`` is the ``headers`` of a request's ``to_dict()``."""
    match value:
        case (
            Item(Made(callee=Member(request, "to_dict")), Constant("headers"))
            | Made(
                callee=Member(Made(callee=Member(request, "to_dict")), "get"),
                arguments=(Constant("headers"), *_),
            )
        ):
            named = isinstance(request, Member) and request.name == "current_request"
            return named or is_a(request, _REQUEST)
    return False


FRAMEWORK = Chalice()
