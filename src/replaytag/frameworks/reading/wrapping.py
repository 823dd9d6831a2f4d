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
    MappingValue,
    Opaque,
    SequenceValue,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.reading.serving import inside
from replaytag.frameworks.records import CONTINUE, Hook, Run, Scope

ASGI_CALL = (Opaque("asgi.Scope"), Opaque("asgi.Receive"), Opaque("asgi.Send"))
"""What a server calls an ASGI application with."""
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
            for app in apps_in(made.arguments + tuple(v for _, v in made.keywords), is_app):
                wrapped = _with_continuation(ev, made, app)
                run = Run(wrapped, _call_of(find_method(ev, cls, "__call__"), call))
                yield Hook(app, cls, made.place, (run,), scope=scope_of(ev, made))
    for function in _taking(ev, len(call)) if everywhere else _closures(ev):
        assert function.environment is not None
        names = list(function.environment.names.values())
        inner = [v for v in names if isinstance(v, (Made, Decorated, FunctionValue, ClassValue))]
        for app in apps_in(tuple(inner), is_app):
            replaced = closure_with_continuation(function, functools.partial(_leads_to, app))
            run = Run(replaced, _call_of(function, call))
            yield Hook(app, function, function.place, (run,), scope=scope_of(ev, function))


def _leads_to(app: Value, value: object) -> bool:
    """Whether ``value`` is ``app``, or a library's wrapper round it."""
    if not isinstance(value, (Made, Decorated, FunctionValue, ClassValue)):
        return False
    return any(True for _ in apps_in((value,), functools.partial(operator.is_, app)))


def _call_of(function: FunctionValue | None, call: tuple[Value, ...]) -> tuple[Value, ...]:
    """``call``, or that of ASGI for a wrapper that speaks ASGI round an adapter for a WSGI app."""
    is_async = function is not None and getattr(function.node, "is_async", False)
    return ASGI_CALL if is_async else call


def apps_in(values: tuple[Value, ...], is_app: Callable[[Value], bool]) -> Iterator[Value]:
    """The apps among ``values``, those inside further wrappers included."""
    for value in values:
        for option in options(value):
            if is_app(option):
                yield option
            elif isinstance(option, Made) and isinstance(option.callee, External):
                yield from apps_in(tuple(inside(option)), is_app)
            elif isinstance(option, Made):
                yield from apps_in(option.arguments, is_app)


def _with_continuation(ev: Evaluator, made: Made, app: Value) -> Value:
    def swap(value: Value) -> Value:
        return CONTINUE if app in apps_in((value,), lambda v: v is app) else value

    arguments = tuple(swap(value) for value in made.arguments)
    keywords = tuple((name, swap(value)) for name, value in made.keywords)
    return ev.call(made.callee, arguments, keywords, made.place)


def _closures(ev: Evaluator) -> tuple[FunctionValue, ...]:
    """Functions made inside others that a module binds to a name, or that a wrapper is handed."""
    return ev.remembered("closures", lambda: tuple(_find_closures(ev)))


def _find_closures(ev: Evaluator) -> Iterator[FunctionValue]:
    values: list[Value] = []
    for module in ev.modules():
        for binding in list(module.names.values()):
            if not isinstance(binding, (Pending, Delayed)):
                values.append(binding)
    for made in list(ev.made):
        own = isinstance(made.callee, ClassValue)
        values.extend(made.arguments if own else inside(made))
    for value in dict.fromkeys(
        undecorated(option) for found in values for option in options(found)
    ):
        if isinstance(value, FunctionValue) and value.environment is not None:
            yield value


def _taking(ev: Evaluator, taken: int) -> Iterator[FunctionValue]:
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


def scope_of(ev: Evaluator, value: Value) -> Scope:
    """Inside, if Sentry's own middleware wraps ``value``, at whatever depth."""
    return Scope.INSIDE if sentry_wrapper(ev, value) is not None else Scope.OUTSIDE


def sentry_wrapper(ev: Evaluator, value: Value) -> Made | None:
    """The call of Sentry's own middleware that wraps ``value``."""
    for made in ev.made:
        if isinstance(made.callee, External) and made.callee.name.endswith(_SENTRY):
            arguments = (*made.arguments, *(v for _, v in made.keywords))
            if any(contains(argument, value) for argument in arguments):
                return made
    return None


def contains(value: Value, wrapped: Value, seen: frozenset[Value] = frozenset()) -> bool:
    """Whether ``value`` is ``wrapped``, was made with it or closes over it, at whatever depth."""
    for option in options(value):
        if option is wrapped or _is_same_definition(option, wrapped):
            return True
        if option not in seen and any(
            contains(part, wrapped, seen | {option}) for part in _parts(option)
        ):
            return True
    return False


def _is_same_definition(value: Value, other: Value) -> bool:
    """Whether both are one definition, below some or all of its decorators."""
    if not isinstance(value, Decorated) and not isinstance(other, Decorated):
        return False
    found = definition(value)
    return found is not None and found is definition(other)


def _parts(value: Value) -> Iterator[Value]:
    """What ``value`` was made of or closes over."""
    if isinstance(value, Made):
        yield from value.arguments
        yield from (argument for _, argument in value.keywords)
    elif isinstance(value, SequenceValue):
        yield from value.elements
    elif isinstance(value, MappingValue):
        yield from (entry for _, entry in value.entries)
    elif isinstance(value, Decorated):
        yield value.value
    elif isinstance(value, FunctionValue) and value.environment is not None:
        for binding in list(value.environment.names.values()):
            if not isinstance(binding, (Pending, Delayed)):
                yield binding
