"""Powertools for AWS Lambda: the resolvers of `aws_lambda_powertools.event_handler`.

Whether a request has a scope is decided further out, as for any Lambda function: Sentry's
`AwsLambdaIntegration`, or `@serverless_function` on what calls `app.resolve`, opens it.

## Handlers

`@app.get`, `@app.route(path, method=...)` and the like on the resolvers of REST and HTTP APIs, load
balancers, function URLs and VPC Lattice, and on routers that are included. Resolvers of AppSync and
of Bedrock agents answer no browser. The Lambda handler that calls `app.resolve` is no handler of
its own.

## Hook

`app.use(middlewares=[...])`, straight after the statement that makes the app: it runs for pages
that are not found too, and before exception handlers. `router.use` is for the whole app once the
router is included, `middlewares=` of a route for that route. What tags in the Lambda handler before
it calls `app.resolve`, or in a decorator of it, counts too.

## Recipe

Inside a guarded `sentry_sdk.set_tag`. Without any scope of Sentry's a decorator of the Lambda
handler opens `sentry_sdk.isolation_scope()`: in a middleware it would be closed when the app logs
an error that nothing handles.

## Left to a person

- load balancers that send `multiValueHeaders`: `app.current_event.headers` is empty;
- several resolvers in one file;
- without a scope of Sentry's: apps of which no function is known that calls `app.resolve`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Call
from replaytag.evaluator.values import (
    ClassValue,
    FunctionValue,
    Made,
    Member,
    Opaque,
    SequenceValue,
    Value,
    definition,
    is_instance,
    options,
    undecorated,
)
from replaytag.frameworks.aws_lambda.functions import (
    ADAPTERS,
    CONTEXT,
    EVENT,
    decorate,
)
from replaytag.frameworks.aws_lambda.integration import has_integration
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.powertools.handlers import (
    Resolving,
    handler_of,
    resolving_functions,
    scope_of,
)
from replaytag.frameworks.powertools.names import (
    APPS,
    PROXY_EVENT,
    PROXY_EVENTS,
    ROOT,
    ROUTERS,
)
from replaytag.frameworks.reading.invoked import runs_of
from replaytag.frameworks.reading.lookups import IGNORES_CASE, UNKNOWN
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import function_handler, routes_of
from replaytag.frameworks.records import (
    CONTINUE,
    App,
    Handler,
    Hook,
    Includes,
    Reach,
    Recipe,
    Record,
    Run,
    Scope,
    Unresolved,
)
from replaytag.frameworks.writing.placing import (
    after_binding,
    app_name,
    binding_of,
    register_function,
)
from replaytag.source import Place

_METHODS = frozenset({"route", "get", "post", "put", "delete", "patch", "head"})
_CALL = (Opaque(APPS[0]), CONTINUE)
"""What a middleware is called with."""
_SNIPPET = '''\
def tag_openreplay_session(app, next_middleware):
    """Tag this request's Sentry events with its OpenReplay session."""
    token = app.current_event.headers.get("{header}")
    if token:
        sentry_sdk.set_tag("{tag}", token)
    return next_middleware(app)


{app}.use(middlewares=[tag_openreplay_session])
'''


class Powertools(Framework):
    """The resolvers of Powertools, and what is registered on them."""

    name = "powertools"
    title = "Powertools for AWS Lambda"
    libraries = frozenset({ROOT})
    sequential = True
    markers = (b"aws_lambda_powertools", b"include_router", b"current_event")
    app_classes = APPS
    app_words = (b"include_router", b"middlewares")
    types = {f"{owner}.current_event": PROXY_EVENT for owner in (*APPS, *ROUTERS)}
    parameters = {"app": APPS[0]}
    headers = {
        **{(event, "headers"): IGNORES_CASE for event in PROXY_EVENTS},
        **{(event, "multi_value_headers"): IGNORES_CASE for event in PROXY_EVENTS},
        **{(event, "[headers]"): UNKNOWN for event in PROXY_EVENTS},
    }
    readers = {(event, "get_header_value"): IGNORES_CASE for event in PROXY_EVENTS}

    def names(self) -> frozenset[str]:
        classes = {name.rpartition(".")[2] for name in (*APPS, *ROUTERS)} - {"Router"}
        return frozenset({*classes, "include_router", "current_event", "next_middleware"})

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        resolving = list(resolving_functions(ev, paths))
        for made in iter_made(ev):
            if is_a(made, *APPS):
                yield App(made, made.place, app_name(ev, made), self.name)
            elif is_a(made, *ROUTERS):
                yield App(made, made.place, app_name(ev, made), self.name, serves=False)
            factory = made.callee if isinstance(made.callee, Made) else None
            member = made.callee if factory is None else factory.callee
            if not isinstance(member, Member) or not is_a(member.owner, *APPS, *ROUTERS):
                continue
            if factory is None:
                yield from self._method(ev, made, member, resolving)
            else:
                yield from self._decorator(ev, made, factory, member, resolving)
        for function, app in resolving:
            target = definition(function)
            assert isinstance(target, FunctionValue)
            inside = has_integration(ev, target.place.path)
            outer = Scope.INSIDE if inside else Scope.OUTSIDE
            runs = runs_of(ev, function, (EVENT, CONTEXT), outer, ADAPTERS, whole=True)
            yield Hook(app, target, target.place, runs, Reach.APP, outer)

    def _method(
        self, ev: Evaluator, made: Made, callee: Member, resolving: Resolving
    ) -> Iterator[Record]:
        if callee.name not in ("include_router", "use"):
            return
        if callee.name == "include_router":
            child = made.argument(0, "router")
            for option in options(child) if child is not None else ():
                if is_a(option, *ROUTERS):
                    yield Includes(callee.owner, option)
                elif not isinstance(option, Made):
                    reason = "a router that is included here cannot be resolved"
                    yield Unresolved(callee.owner, reason, made.place)
        else:
            listed = made.argument(0, "middlewares")
            scope = scope_of(ev, callee.owner, made.place, resolving)
            yield from _hooks(ev, callee.owner, listed, scope, made.place)

    def _decorator(
        self, ev: Evaluator, made: Made, factory: Made, callee: Member, resolving: Resolving
    ) -> Iterator[Record]:
        if callee.name not in _METHODS or not made.arguments:
            return
        scope = scope_of(ev, callee.owner, made.place, resolving)
        routes = routes_of(factory.argument(0, "rule"))
        around = tuple(
            run
            for middleware in _elements(factory.keyword("middlewares"))
            for run in _runs(ev, middleware, scope)
        )
        for option in options(made.arguments[0]):
            found = function_handler(callee.owner, option, self.name, routes, made)
            if found is not None:
                runs = (*around, *runs_of(ev, option, (), scope))
                yield Handler(
                    found.owner, found.place, found.name, self.name, routes, runs, scope=scope
                )

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        function, isolated = handler_of(ev, app)
        if not isolated and not has_integration(ev, app.place.path):
            if function is not None:
                return decorate(function, contract, isolates=True)
            message = "Tag every request in a decorator of the Lambda handler"
            reason = "no function is known that calls its `resolve`"
            return Recipe(message, "", reason=reason)
        code = _SNIPPET
        binding = binding_of(ev, app.place)
        if binding is not None and not binding.top:
            code = code.replace("\n\n\n", "\n\n")
        return after_binding(
            ev,
            app.place,
            lambda target: code.format(app=target, header=contract.header, tag=contract.tag),
            (("sentry_sdk", None),),
            "Tag every request in a middleware",
        )

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        function = definition(target)
        if not isinstance(function, FunctionValue) or len(function.node.parameters) != 2:
            return None
        if not has_integration(ev, app.place.path) and not handler_of(ev, app)[1]:
            return None
        if not any(
            isinstance(step, Call) and step.made.callee == CONTINUE
            for step in ev.trace_of(function, _CALL)
        ):
            return None
        return register_function(
            ev,
            app.place,
            function,
            None,
            lambda name, hook: f"{name}.use(middlewares=[{hook}])",
            f"Register `{function.name}` as middleware",
        )


def _elements(listed: Value | None) -> Iterator[Value]:
    for option in options(listed) if listed is not None else ():
        if isinstance(option, SequenceValue):
            yield from option.elements


def _hooks(
    ev: Evaluator, owner: Value, listed: Value | None, scope: Scope, place: Place
) -> Iterator[Record]:
    for element in _elements(listed):
        for option in options(element):
            runs = tuple(_runs(ev, option, scope))
            if runs:
                target = option.callee if isinstance(option, Made) else option
                yield Hook(owner, target, place, runs, Reach.APP, scope)
    known = listed is not None and all(
        isinstance(option, SequenceValue) and option.complete for option in options(listed)
    )
    if not known:
        reason = "which middlewares are registered here cannot be resolved"
        yield Unresolved(owner, reason, place)


def _runs(ev: Evaluator, middleware: Value, scope: Scope) -> Iterator[Run]:
    """How a middleware is called: a function, or an object of a class with a ``handler``."""
    if is_instance(middleware):
        method = ev.attribute(middleware, "handler")
        if isinstance(undecorated(method), FunctionValue):
            yield Run(method, _CALL, scope=scope)
            return
    if isinstance(undecorated(middleware), (FunctionValue, ClassValue)) or is_instance(middleware):
        yield Run(middleware, _CALL, scope=scope)


FRAMEWORK = Powertools()
