"""AWS Lambda: plain handlers `def handler(event, context)`.

Sentry's `AwsLambdaIntegration` opens a scope for each invocation, as its `@serverless_function`
does. Where neither is in use nobody opens one: a plain `set_tag` leaks into the next invocation.

## Handlers

- the functions that a SAM, CloudFormation or Serverless Framework template names, if their events
  are requests: `Api`, `HttpApi`, function URLs, `http`, `httpApi`, `alb`;
- functions called `lambda_handler` or `handler` that read what only a request has, such as
  `event["headers"]`, `event["body"]` or `event["requestContext"]`, or name a class of such events
  (`APIGatewayProxyEvent`).

Each is an app of its own. One that hands the event on to a library (`app.resolve(event, context)`,
`Mangum(app)(event, context)`) is none.

## Hook

A decorator of the handler, or its first lines. `event["headers"]` is a plain dict: the names are as
the client wrote them (REST APIs), so that a look-up under one spelling finds the header of some
clients only, or in lower case (HTTP APIs, function URLs, load balancers). A loop that compares
`name.lower()` finds it always.

## Recipe

A decorator directly above the `def`, with a look-up that ignores case. Inside a guarded
`sentry_sdk.set_tag`, outside one in `sentry_sdk.isolation_scope()`.

## Left to a person

- handlers with other parameters than the event and the context;
- load balancers that send `multiValueHeaders` and no `headers`;
- functions of which neither a template nor their code tells that they answer requests: they are not
  listed.
"""

from __future__ import annotations

from collections.abc import Iterable

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    External,
    FunctionValue,
    Made,
    Opaque,
    Value,
    definition,
)
from replaytag.frameworks.aws_lambda.events import answers_requests, hands_over
from replaytag.frameworks.aws_lambda.functions import (
    ADAPTERS,
    CONTEXT,
    EVENT,
    LOWER_CASE_EVENT,
    candidates,
    decorate,
)
from replaytag.frameworks.aws_lambda.integration import has_integration
from replaytag.frameworks.aws_lambda.templates import LOWER_CASE, OTHER, Deployed
from replaytag.frameworks.base import Framework
from replaytag.frameworks.reading.invoked import is_serverless_function, name_place, runs_of
from replaytag.frameworks.reading.lookups import LOWER, UNKNOWN, Lookup
from replaytag.frameworks.records import App, Handler, Recipe, Record, Scope
from replaytag.frameworks.writing.decorators import register_decorators


def _one_case(key: str | bytes) -> str | None:
    """As some client may write it; the gateway hands that on."""
    if not isinstance(key, str) or "_" in key or key.isupper():
        return None
    return key.lower()


ONE_CASE = Lookup("a dict with the client's own spelling", _one_case, lambda header: header)


class AwsLambda(Framework):
    """Functions that the Lambda runtime calls with an event that is a request."""

    name = "aws_lambda"
    title = "AWS Lambda"
    app_markers = (
        b"lambda_handler",
        b"def handler(event",
        b"(event, context)",
        b"(event, context:",
        b"(event, context,",
        b"(event, _context",
        b"(event, _):",
        b"(event, _) ->",
        b"lambda event, context:",
        b"context: LambdaContext",
        b"AwsLambdaIntegration",
    )
    markers = (*app_markers, b"requestContext", b"httpMethod", b"multiValueHeaders")
    has_app_hooks = False
    parameters = {"event": "aws_lambda.SomeEvent"}
    sequential = True
    headers = {
        ("aws_lambda.SomeEvent", "[headers]"): UNKNOWN,
        ("aws_lambda.SomeEvent", "headers"): UNKNOWN,
        ("aws_lambda.Event", "[headers]"): ONE_CASE,
        ("aws_lambda.Event", "[multiValueHeaders]"): ONE_CASE,
        ("aws_lambda.LowerCaseEvent", "[headers]"): LOWER,
        ("aws_lambda.LowerCaseEvent", "[multiValueHeaders]"): LOWER,
    }

    def names(self) -> frozenset[str]:
        return frozenset({"lambda_handler", "AwsLambdaIntegration", "serverless_function"})

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        for function, known in candidates(ev, paths):
            if not _answers(ev, function, known):
                continue
            target = definition(function)
            assert isinstance(target, FunctionValue)
            name = target.name
            yield App(function, name_place(target), name, self.name)
            event = _event(target, function, known)
            isolated = has_integration(ev, target.place.path) or (
                known is not None and known.isolated
            )
            scope = Scope.INSIDE if isolated else Scope.OUTSIDE
            runs = runs_of(ev, function, (event, CONTEXT), scope, ADAPTERS)
            yield Handler(function, target.place, name, self.name, (), runs, scope=scope)

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        function = definition(app.value)
        assert isinstance(function, FunctionValue)
        outside = self._scope_of(ev, app) is Scope.OUTSIDE
        return decorate(function, contract, isolates=outside)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        function = definition(app.value)
        assert isinstance(function, FunctionValue)
        scope = self._scope_of(ev, app)
        return register_decorators(ev, (function,), target, (EVENT, CONTEXT), scope)

    def _scope_of(self, ev: Evaluator, app: App) -> Scope:
        """Where what stands directly above the handler's ``def`` runs."""
        if is_serverless_function(app.value):
            return Scope.INSIDE
        paths = tuple(module.path for module in ev.modules())
        function = definition(app.value)
        assert isinstance(function, FunctionValue)
        known = next((entry for value, entry in candidates(ev, paths) if value is app.value), None)
        return _scope(ev, function, known)


def _scope(ev: Evaluator, function: FunctionValue, entry: Deployed | None) -> Scope:
    """Where the runtime calls a function: inside with Sentry's integration, or by its layer."""
    isolated = entry is not None and entry.isolated
    return Scope.INSIDE if isolated or has_integration(ev, function.place.path) else Scope.OUTSIDE


def _answers(ev: Evaluator, value: Value, entry: Deployed | None) -> bool:
    """Whether a function answers requests by itself."""
    function = definition(value)
    assert isinstance(function, FunctionValue)
    kinds = entry.kinds if entry else frozenset[str]()
    if kinds == {OTHER} or hands_over(ev, function):
        return False
    return bool(kinds) or answers_requests(ev, function)


def _event(function: FunctionValue, value: Value, entry: Deployed | None) -> Value:
    """What the function gets: the event as it is, or one of Powertools' classes made of it."""
    if getattr(value, "decorators", ()):
        for decorator in value.decorators:  # type: ignore[union-attr]
            if isinstance(decorator, Made) and isinstance(decorator.callee, External):
                wanted = decorator.keyword("data_class")
                if isinstance(wanted, External):
                    return Opaque(wanted.name)
    if entry is not None and entry.kinds - {OTHER} == {LOWER_CASE}:
        return LOWER_CASE_EVENT
    return EVENT


FRAMEWORK = AwsLambda()
