"""Handlers: functions, callable objects, and the methods of view classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from replaytag.evaluator.calls import Keywords
from replaytag.evaluator.classes import bind_method, find_method, mro
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    FunctionValue,
    Made,
    SequenceValue,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.records import Handler, Run
from replaytag.source import frozen


def routes_of(*values: Value | None) -> tuple[str, ...]:
    """The routes among arguments that are constant strings or sequences of them."""
    routes: list[str] = []
    for value in values:
        for option in options(value) if value is not None else ():
            if isinstance(option, Constant) and isinstance(option.value, str):
                routes.append(option.value)
            elif isinstance(option, SequenceValue):
                routes.extend(routes_of(*option.elements))
    return tuple(dict.fromkeys(routes))


def function_handler(
    owner: Value,
    value: Value,
    framework: str,
    routes: tuple[str, ...],
    made: Made,
    arguments: tuple[Value, ...] = (),
) -> Handler | None:
    """The handler that a function is; None where ``value`` is not a function of the project.

    ``made`` is the call that registers it. What a decorator of the project registers from inside,
    a wrapper of its own, is reported as the function that the decorator stands on.
    """
    target = definition(value)
    if not isinstance(target, FunctionValue):
        return None
    if target.environment is not None and isinstance(made.decorates, FunctionValue):
        target = made.decorates
    return Handler(owner, target.place, target.name, framework, routes, (Run(value, arguments),))


def view_handlers(
    ev: Evaluator,
    owner: Value,
    value: Value,
    framework: str,
    routes: tuple[str, ...],
    methods: tuple[str, ...],
    entry: Callable[[ClassValue, Value], tuple[Run, ...]],
    arguments: tuple[Value, ...] = (),
) -> Iterator[Handler]:
    """The handlers of a view class: the HTTP methods it defines itself, else the class.

    ``entry`` gives the runs of what the framework calls before the method (``dispatch``, class
    decorators) for an instance of the class.
    """
    cls = definition(value)
    if not isinstance(cls, ClassValue):
        return
    instance = ev.generic_instance(cls)
    around = entry(cls, instance)
    own = [name for name in methods if name in cls.namespace]
    if not own:
        runs = tuple(
            Run(bind_method(ev, inherited, instance), arguments)
            for base in mro(cls)
            if isinstance(base, ClassValue)
            for name in methods
            if (inherited := find_method(ev, base, name)) is not None
        )
        yield Handler(
            owner, cls.place, cls.name, framework, routes, (*around, *runs), cls.name, cls.place
        )
        return
    for name in own:
        method_value = cls.namespace[name]
        method = undecorated(method_value)
        written = definition(method_value)
        if not isinstance(method, FunctionValue) or written is None:
            continue
        run = Run(bind_method(ev, method, instance), arguments)
        yield Handler(
            owner,
            written.place,
            f"{cls.name}.{name}",
            framework,
            routes,
            (*around, run),
            cls.name,
            cls.place,
        )


def instance_handler(
    ev: Evaluator, owner: Value, value: Value, framework: str, routes: tuple[str, ...]
) -> Handler | None:
    """The handler that an instance with ``__call__`` is; None where ``value`` is no such thing."""
    if not isinstance(value, Made) or not isinstance(value.callee, ClassValue):
        return None
    method = find_method(ev, value.callee, "__call__")
    if method is None:
        return None
    cls = value.callee
    name = f"{cls.name}.__call__"
    return Handler(owner, method.place, name, framework, routes, (), cls.name, cls.place)


@frozen
class Partial:
    """What a chain of ``functools.partial`` calls in the end, and with what."""

    function: Value
    arguments: tuple[Value, ...] = ()
    keywords: Keywords = ()


def unwrapped(value: Value) -> Partial:
    """``value`` without ``functools.partial``."""
    arguments: tuple[Value, ...] = ()
    keywords: Keywords = ()
    while (
        isinstance(value, Made)
        and isinstance(value.callee, External)
        and value.callee.name in ("functools.partial", "functools.partialmethod")
        and value.arguments
    ):
        arguments = (*value.arguments[1:], *arguments)
        keywords = (*value.keywords, *keywords)
        value = value.arguments[0]
    return Partial(value, arguments, keywords)
