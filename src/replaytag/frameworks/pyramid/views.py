"""Views: functions, methods and classes, by declaration or by decorator."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.classes import bind_method, find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    FunctionValue,
    Made,
    Opaque,
    SequenceValue,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.reading.views import function_handler
from replaytag.frameworks.records import CONTINUE, Handler, Run
from replaytag.source import Place

REQUEST = Opaque("pyramid.Request")
CONTEXT = Opaque("pyramid.Context")
_HTTP = ("get", "post", "put", "delete", "patch", "head", "options")
_RESOURCE = tuple(f"{prefix}{verb}" for prefix in ("", "collection_") for verb in _HTTP)


def view_handlers(
    ev: Evaluator,
    owner: Value,
    value: Value,
    routes: tuple[str, ...],
    made: Made,
    attr: Value | None,
    decorator: Value | None = None,
) -> Iterator[Handler]:
    """The handler that ``value`` is as a view, registered by ``made``."""
    around = tuple(_decorated(ev, decorator, made.place))
    for option in options(value):
        if isinstance(option, Made) and isinstance(option.callee, ClassValue):
            call = find_method(ev, option.callee, "__call__")
            if call is not None:
                run = Run(bind_method(ev, call, option), _arguments(call, 1))
                yield Handler(owner, call.place, call.name, "pyramid", routes, (*around, run))
            continue
        target = definition(option)
        if isinstance(target, ClassValue):
            name = attr.value if isinstance(attr, Constant) else None
            method = str(name) if name else "__call__"
            yield from class_handlers(ev, owner, target, (method,), routes, around)
        elif isinstance(target, FunctionValue) and target.owner and target.receiver is None:
            yield _method_handler(ev, owner, target.owner, option, routes, around)
        else:
            plain = undecorated(option)
            skipped = 1 if isinstance(plain, FunctionValue) and plain.receiver is not None else 0
            found = function_handler(
                owner, option, "pyramid", routes, made, _arguments(plain, skipped)
            )
            if found is not None:
                runs = (*around, *found.runs)
                yield Handler(owner, found.place, found.name, "pyramid", routes, runs)


def resource_handlers(
    ev: Evaluator, owner: Value, value: Value, routes: tuple[str, ...]
) -> Iterator[Handler]:
    """The handlers of a resource of Cornice: its methods that are called as HTTP's."""
    cls = definition(value)
    if isinstance(cls, ClassValue):
        names = tuple(name for name in _RESOURCE if find_method(ev, cls, name))
        yield from class_handlers(ev, owner, cls, names, routes, ())


def class_handlers(
    ev: Evaluator,
    owner: Value,
    cls: ClassValue,
    names: tuple[str, ...],
    routes: tuple[str, ...],
    around: tuple[Run, ...],
) -> Iterator[Handler]:
    """The handlers that methods of ``cls`` are; the class itself where a library has them."""
    for name in names:
        method = find_method(ev, cls, name)
        if method is None:
            yield Handler(owner, cls.place, cls.name, "pyramid", routes, around, cls.name)
            continue
        written = cls.namespace.get(name) or method
        yield _method_handler(ev, owner, cls, written, routes, around)


def _method_handler(
    ev: Evaluator,
    owner: Value,
    cls: ClassValue,
    value: Value,
    routes: tuple[str, ...],
    around: tuple[Run, ...],
) -> Handler:
    instance, made = _instance(ev, cls)
    method, written = undecorated(value), definition(value)
    assert written is not None
    if isinstance(method, FunctionValue) and method.owner is not None:
        run = Run(bind_method(ev, method, instance))
    else:
        run = Run(value, (instance,))
    place = written.place
    name = f"{cls.name}.{written.name.rpartition('.')[2]}"
    runs = (*around, *made, run)
    return Handler(owner, place, name, "pyramid", routes, runs, cls.name, cls.place)


def _instance(ev: Evaluator, cls: ClassValue) -> tuple[Value, tuple[Run, ...]]:
    """An instance of a view class as made for a request, and how it is made."""
    init = find_method(ev, cls, "__init__")
    if init is None:
        return ev.call(cls, (REQUEST,), (), cls.place), ()
    arguments = _arguments(init, 1)
    instance = ev.call(cls, arguments, (), cls.place)
    return instance, (Run(bind_method(ev, init, instance), arguments),)


def _arguments(function: Value, skipped: int) -> tuple[Value, ...]:
    """``(context, request)``, or the request alone where a view takes just one argument."""
    if not isinstance(function, FunctionValue):
        return (REQUEST,)
    required = [
        p for p in function.node.parameters[skipped:] if p.default is None and p.kind != "**"
    ]
    several = len(required) > 1 or any(p.kind == "*" for p in required)
    return (CONTEXT, REQUEST) if several else (REQUEST,)


def _decorated(ev: Evaluator, decorator: Value | None, place: Place) -> Iterator[Run]:
    """What ``decorator=`` of a view, one or several, runs round it."""
    if decorator is None:
        return
    for one in decorator.elements if isinstance(decorator, SequenceValue) else (decorator,):
        for wrapped in options(ev.call(one, (CONTINUE,), (), place)):
            if isinstance(undecorated(wrapped), FunctionValue):
                yield Run(wrapped, (CONTEXT, REQUEST))
