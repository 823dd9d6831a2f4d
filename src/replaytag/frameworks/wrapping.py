"""Middleware wrapped round the app object itself, outside what a framework's integration patches.

A tag set there without a scope of its own leaks into later requests; inside an explicit
``SentryWsgiMiddleware`` or ``SentryAsgiMiddleware`` it does not.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterator

from replaytag.evaluator.classes import find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Delayed, Environment, Pending
from replaytag.evaluator.values import (
    ClassValue,
    Decorated,
    External,
    FunctionValue,
    Made,
    Value,
    options,
    undecorated,
)
from replaytag.frameworks.records import CONTINUE, Hook, Run, Scope

_SENTRY = ("SentryWsgiMiddleware", "SentryAsgiMiddleware")


def outer_hooks(
    ev: Evaluator,
    is_app: Callable[[Value], bool],
    call: tuple[Value, ...],
    *,
    everywhere: bool = False,
) -> Iterator[Hook]:
    """A hook for each object or function of the project that wraps an app.

    ``call`` are the arguments that a server passes: of WSGI or of ASGI. Functions wrap if a module
    binds them to a name; ``everywhere``: if they take as many arguments. That is for apps that are
    mostly made, wrapped and returned by functions.
    """
    for made in list(ev.made):
        cls = undecorated(made.callee)
        if isinstance(cls, ClassValue) and find_method(ev, cls, "__call__"):
            for app in _apps_in(made.arguments + tuple(v for _, v in made.keywords), is_app):
                wrapped = _with_continuation(ev, made, app)
                yield Hook(app, cls, made.place, (Run(wrapped, call),), scope=scope_of(ev, made))
    for function in _closures(ev, len(call)) if everywhere else _bound_closures(ev):
        assert function.environment is not None
        inner = [v for v in function.environment.names.values() if isinstance(v, (Made, Decorated))]
        for app in _apps_in(tuple(inner), is_app):
            replaced = closure_with_continuation(function, functools.partial(operator.is_, app))
            run = Run(replaced, call)
            yield Hook(app, function, function.place, (run,), scope=scope_of(ev, function))


def _apps_in(values: tuple[Value, ...], is_app: Callable[[Value], bool]) -> Iterator[Value]:
    """The apps among ``values``, those inside further wrappers included."""
    for value in values:
        for option in options(value):
            if is_app(option):
                yield option
            elif isinstance(option, Made) and not isinstance(option.callee, External):
                yield from _apps_in(option.arguments, is_app)


def _with_continuation(ev: Evaluator, made: Made, app: Value) -> Value:
    def swap(value: Value) -> Value:
        return CONTINUE if app in _apps_in((value,), lambda v: v is app) else value

    arguments = tuple(swap(value) for value in made.arguments)
    keywords = tuple((name, swap(value)) for name, value in made.keywords)
    return ev.call(made.callee, arguments, keywords, made.place)


def _bound_closures(ev: Evaluator) -> Iterator[FunctionValue]:
    """Functions made inside others that a module binds to a name."""
    for module in ev.modules():
        for binding in list(module.names.values()):
            if isinstance(binding, (Pending, Delayed)):
                continue
            value = undecorated(binding)
            if isinstance(value, FunctionValue) and value.environment is not None:
                yield value


def _closures(ev: Evaluator, taken: int) -> Iterator[FunctionValue]:
    """Functions made inside others that take so many arguments."""
    for function in ev.functions():
        if function.environment is not None and len(function.node.parameters) == taken:
            yield function


def closure_with_continuation(
    function: FunctionValue, is_rest: Callable[[object], bool]
) -> FunctionValue:
    """``function`` with the continuation in place of what it closes over of the rest of the app."""
    environment = function.environment
    if environment is None:
        return function
    names = {k: CONTINUE if is_rest(v) else v for k, v in environment.names.items()}
    return FunctionValue(
        function.node,
        function.module,
        Environment(names, environment.parent),
        function.defaults,
        function.owner,
        function.receiver,
    )


def scope_of(ev: Evaluator, wrapper: Value) -> Scope:
    """Inside, if Sentry's own middleware wraps ``wrapper``: an app, or what wraps one."""
    for made in ev.made:
        if isinstance(made.callee, External) and made.callee.name.endswith(_SENTRY):
            for argument in (*made.arguments, *(v for _, v in made.keywords)):
                if wrapper in options(argument) or _contains(argument, wrapper):
                    return Scope.INSIDE
    return Scope.OUTSIDE


def _contains(value: Value, wrapper: Value) -> bool:
    return any(
        isinstance(option, Made)
        and any(wrapper in options(a) or _contains(a, wrapper) for a in option.arguments)
        for option in options(value)
    )
