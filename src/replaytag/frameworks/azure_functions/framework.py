"""Azure Functions: the decorators of `func.FunctionApp`, and functions with a `function.json`.

Sentry has no integration for Azure: nobody opens a scope, and the worker's threads are used again.
A plain `set_tag` leaks into later requests, unless Sentry's `@serverless_function` stands above
what sets it.

## Handlers

- `@app.route` and HTTP triggers of `@app.generic_trigger` on apps, and on blueprints that
  `app.register_functions` or `register_blueprint` includes;
- functions of the first programming model: what a `function.json` with an `httpTrigger` names. Each
  is an app of its own.

Timers, queues and other triggers are no handlers, and neither is what hands its request over to
`WsgiMiddleware` or `AsgiMiddleware`.

## Hook

There is none: a decorator of each function, directly above its `def`, or the function itself. Above
`@app.route` a decorator is not run.

## Recipe

Outside: a decorator with `sentry_sdk.isolation_scope()`, defined once and put on every HTTP
function. Where the functions are in several files, it gets a file of its own beside
`function_app.py`. Under `@serverless_function` it opens no scope.

## Left to a person

- apps of which some functions have `@serverless_function` and others have not;
- functions that call their request by different names, or do not take it first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    Constant,
    FunctionValue,
    Made,
    Member,
    Opaque,
    Value,
    definition,
    options,
)
from replaytag.facts import model
from replaytag.facts.walk import walk
from replaytag.frameworks.azure_functions.documents import http_functions
from replaytag.frameworks.azure_functions.recipes import decorate_all
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.reading.invoked import is_serverless_function, name_place, runs_of
from replaytag.frameworks.reading.lookups import IGNORES_CASE
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import function_handler, routes_of
from replaytag.frameworks.records import App, Handler, Includes, Recipe, Record, Scope, Unresolved
from replaytag.frameworks.writing.decorators import register_decorators
from replaytag.frameworks.writing.placing import app_name

_APPS = ("azure.FunctionApp", "azure.DFApp")
_BLUEPRINT = "azure.Blueprint"
_REQUEST = Opaque("azure.HttpRequest")
_INCLUDES = ("register_functions", "register_blueprint")
_MIDDLEWARES = frozenset({"WsgiMiddleware", "AsgiMiddleware"})


class AzureFunctions(Framework):
    """Functions with an HTTP trigger, of both programming models."""

    name = "azure_functions"
    title = "Azure Functions"
    libraries = frozenset({"azure"})
    markers = (
        b"azure.functions",
        b"azure import functions",
        b"FunctionApp",
        *(name.encode() for name in _INCLUDES),
    )
    has_app_hooks = False
    app_classes = _APPS
    app_words = (*(name.encode() for name in _INCLUDES), b"HttpRequest")
    headers = {(_REQUEST.type, "headers"): IGNORES_CASE}

    def names(self) -> frozenset[str]:
        return frozenset({"FunctionApp", "DFApp", *_INCLUDES, "function_name", "HttpRequest"})

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        for made in iter_made(ev):
            if is_a(made, *_APPS):
                yield App(made, made.place, app_name(ev, made), self.name)
            elif is_a(made, _BLUEPRINT):
                yield App(made, made.place, app_name(ev, made), self.name, serves=False)
            if isinstance(made.callee, Member):
                yield from self._included(made, made.callee)
            elif isinstance(made.callee, Made) and isinstance(made.callee.callee, Member):
                yield from self._triggered(ev, made, made.callee, made.callee.callee)
        for value, request, route in _described(ev, paths):
            function = definition(value)
            if isinstance(function, FunctionValue) and not _hands_over(function):
                yield App(value, name_place(function), function.name, self.name)
                runs = runs_of(ev, value, (), Scope.OUTSIDE, keywords=((request, _REQUEST),))
                yield Handler(value, function.place, function.name, self.name, route, runs)

    def _included(self, made: Made, callee: Member) -> Iterator[Record]:
        if callee.name not in _INCLUDES or not is_a(callee.owner, *_APPS):
            return
        given = made.arguments[0] if made.arguments else None
        for option in options(given) if given is not None else ():
            if is_a(option, _BLUEPRINT):
                yield Includes(callee.owner, option)
            elif not isinstance(option, Made):
                reason = "a blueprint that is registered here cannot be resolved"
                yield Unresolved(callee.owner, reason, made.place)

    def _triggered(
        self, ev: Evaluator, made: Made, factory: Made, callee: Member
    ) -> Iterator[Handler]:
        """``@app.route(...)`` over what is below it: a decorator above gets no function."""
        request = _request_name(factory, callee.name)
        if request is None or not is_a(callee.owner, *_APPS, _BLUEPRINT):
            return
        routes = routes_of(factory.argument(0, "route") or factory.keyword("route"))
        for option in options(made.arguments[0]) if made.arguments else ():
            found = function_handler(callee.owner, option, self.name, routes, made)
            function = definition(option)
            if found is None or not isinstance(function, FunctionValue) or _hands_over(function):
                continue
            runs = runs_of(ev, option, (), Scope.OUTSIDE, keywords=((request, _REQUEST),))
            yield Handler(callee.owner, found.place, found.name, self.name, routes, runs)

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return decorate_all(app, self._functions(ev, app), contract)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        functions = self._functions(ev, app)
        scopes = {
            Scope.INSIDE if is_serverless_function(value) else Scope.OUTSIDE
            for value, _ in functions
        }
        if len(scopes) != 1:
            return None
        known = [f for value, _ in functions if isinstance(f := definition(value), FunctionValue)]
        return register_decorators(ev, known, target, (_REQUEST,), scopes.pop())

    def _functions(self, ev: Evaluator, app: App) -> list[tuple[Value, str]]:
        """The HTTP functions that ``app`` serves, and what they call their request."""
        paths = tuple(module.path for module in ev.modules())
        described = [(value, name) for value, name, _ in _described(ev, paths)]
        for value, name in described:
            if value is app.value:
                return [(value, name)]
        owners = {app.value}
        found: dict[FunctionValue, tuple[Value, str]] = {}
        made_calls = list(ev.made)
        for made in made_calls:
            if isinstance(made.callee, Member) and made.callee.owner is app.value:
                owners |= {
                    r.child for r in self._included(made, made.callee) if isinstance(r, Includes)
                }
        for made in made_calls:
            factory = made.callee
            if not isinstance(factory, Made) or not isinstance(factory.callee, Member):
                continue
            request = _request_name(factory, factory.callee.name)
            if request is None or factory.callee.owner not in owners:
                continue
            for option in options(made.arguments[0]) if made.arguments else ():
                function = definition(option)
                if isinstance(function, FunctionValue) and not _hands_over(function):
                    found[function] = option, request
        return list(found.values())


def _described(
    ev: Evaluator, paths: tuple[str, ...]
) -> Iterator[tuple[Value, str, tuple[str, ...]]]:
    """The functions that a ``function.json`` names: what they call their request, and routes."""
    files = frozenset(paths)
    for entry in ev.remembered(
        "azure_functions", lambda: list(http_functions(ev.documents)), lasting=True
    ):
        file = next((path for path in entry.files if path in files), None)
        value = ev.value_of(file, entry.name) if file is not None else None
        if value is not None:
            yield value, entry.request, entry.routes


def _request_name(factory: Made, trigger: str) -> str | None:
    """The parameter that gets the request; None where the trigger is none of HTTP."""
    if trigger == "route":
        name = factory.argument(1, "trigger_arg_name") or Constant("req")
    elif trigger == "generic_trigger":
        kind = factory.argument(1, "type")
        if not isinstance(kind, Constant) or kind.value != "httpTrigger":
            return None
        name = factory.argument(0, "arg_name") or Constant("req")
    else:
        return None
    return name.value if isinstance(name, Constant) and isinstance(name.value, str) else "req"


def _hands_over(function: FunctionValue) -> bool:
    """Whether the request goes to the app of another framework."""
    return any(
        (isinstance(node, model.Name) and node.id in _MIDDLEWARES)
        or (isinstance(node, model.Attribute) and node.name in _MIDDLEWARES)
        for node in walk(function.node.body)
    )


FRAMEWORK = AzureFunctions()
