"""Google Cloud Functions: the Functions Framework.

It serves each function by a Flask app of its own, so Sentry's integration for Flask opens the
request's scope, which is on by itself. `GcpIntegration` does nothing on today's runtimes.

## Handlers

`@functions_framework.http` and `@functions_framework.typed`. Each is an app of its own.
`@functions_framework.cloud_event` gets no request. A function without a decorator may be one by the
way it is deployed: that is not known, and it is not listed.

## Hook

A decorator of the function, under `@functions_framework.http` or above it; its first lines; a
`flask.current_app.before_request` function of its file, which is run inside the app's context.

## Recipe

Inside: a guarded `sentry_sdk.set_tag` in a decorator directly above the `def`. Not in a scope of
its own, which would be closed before an error that nothing handles is reported.

## Left to a person

- typed functions, which are not handed the request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    External,
    FunctionValue,
    Made,
    Opaque,
    Value,
    definition,
    options,
)
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.reading.invoked import (
    is_async,
    is_top_level,
    name_place,
    parameter_names,
    runs_of,
)
from replaytag.frameworks.reading.lookups import ENVIRON, IGNORES_CASE_AND_UNDERSCORES
from replaytag.frameworks.records import App, Handler, Hook, Recipe, Record, Run, Scope
from replaytag.frameworks.writing.decorators import decorated, register_decorators

_ROOT = "functions_framework"
_REQUEST = Opaque(f"{_ROOT}.Request")
_MODEL = Opaque(f"{_ROOT}.Model")
_DECORATORS = {
    f"{_ROOT}.http": _REQUEST,
    f"{_ROOT}.aio.http": _REQUEST,
    f"{_ROOT}.typed": _MODEL,
}
"""What registers a function that answers requests, and what the function gets."""
_BEFORE = ("flask.current_app.before_request", "flask.globals.current_app.before_request")

_SNIPPET = '''\
def tag_openreplay_session(function):
    """Tag each request's Sentry events with its OpenReplay session."""

    @functools.wraps(function)
    {start}def wrapper(request):
        token = request.headers.get("{header}")
        if token:
            sentry_sdk.set_tag("{tag}", token)
        return {wait}function(request)

    return wrapper
'''


class FunctionsFramework(Framework):
    """Functions that are registered to answer requests."""

    name = "functions_framework"
    title = "Google Cloud Functions"
    libraries = frozenset({_ROOT})
    markers = (b"functions_framework",)
    app_words = (b"functions_framework",)
    has_app_hooks = False
    headers = {
        (_REQUEST.type, "headers"): IGNORES_CASE_AND_UNDERSCORES,
        (_REQUEST.type, "environ"): ENVIRON,
    }

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        found: dict[Value, FunctionValue] = {}
        for made in iter_made(ev):
            given = _given(made)
            for option in options(made.arguments[0]) if given and made.arguments else ():
                function = definition(option)
                if given is None or not isinstance(function, FunctionValue):
                    continue
                value = _outermost(ev, function, option)
                if value in found:
                    continue
                found[value] = function
                yield App(value, name_place(function), function.name, self.name)
                runs = runs_of(ev, value, (given,), Scope.INSIDE)
                yield Handler(value, function.place, function.name, self.name, (), runs)
        for made in list(ev.made):
            if isinstance(made.callee, External) and made.callee.name in _BEFORE:
                yield from self._before(made, found)

    def _before(self, made: Made, apps: dict[Value, FunctionValue]) -> Iterator[Record]:
        """A hook of the app that serves the functions of this file."""
        for target in made.arguments[:1]:
            for value, function in apps.items():
                if function.module.path == made.place.path:
                    yield Hook(value, target, made.place, (Run(target),))

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        function = definition(app.value)
        assert isinstance(function, FunctionValue)
        names = parameter_names(function)
        reason = ""
        if _is_typed(app.value):
            reason = "a typed function is not handed the request"
        elif names is None or len(names) != 1:
            reason = f"`{function.name}` has other parameters than the request"
        waits = is_async(function)
        code = _SNIPPET.format(
            header=contract.header,
            tag=contract.tag,
            start="async " if waits else "",
            wait="await " if waits else "",
        )
        imports = (("functools", None), ("sentry_sdk", None))
        message = "Tag every request in a decorator of the function"
        return decorated(function, code, imports, message, reason)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        function = definition(app.value)
        assert isinstance(function, FunctionValue)
        return register_decorators(ev, (function,), target, (_REQUEST,), Scope.INSIDE)


def _given(made: Made) -> Value | None:
    """What a function gets that is registered by ``made``: ``@http``, ``@typed(Model)``."""
    callee = made.callee
    if isinstance(callee, Made):
        callee = callee.callee
    return _DECORATORS.get(callee.name) if isinstance(callee, External) else None


def _is_typed(value: Value) -> bool:
    decorators = getattr(value, "decorators", ())
    factories = [d.callee if isinstance(d, Made) else d for d in decorators]
    return External(f"{_ROOT}.typed") in factories


def _outermost(ev: Evaluator, function: FunctionValue, registered: Value) -> Value:
    """What a module binds to the function's name: that is served, be it not what is registered."""
    if is_top_level(function):
        bound = ev.value_of(function.module.path, function.name)
        if bound is not None and definition(bound) is function:
            return bound
    return registered


FRAMEWORK = FunctionsFramework()
