"""Endpoints of Starlette: functions, endpoint classes, ASGI applications of the project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from replaytag.evaluator.classes import find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    FunctionValue,
    Made,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.reading.asgi import CALL_ARGUMENTS, REQUEST, WEBSOCKET
from replaytag.frameworks.reading.types import subclasses
from replaytag.frameworks.reading.views import (
    function_handler,
    instance_handler,
    unwrapped,
    view_handlers,
)
from replaytag.frameworks.records import Handler, Run
from replaytag.frameworks.starlette.apps import framework_of

_HTTP = ("get", "head", "post", "put", "patch", "delete", "options")
_WEBSOCKET = ("dispatch", "on_connect", "on_receive", "on_disconnect", "decode")


def endpoint_handlers(
    ev: Evaluator,
    owner: Value,
    endpoint: Value,
    routes: tuple[str, ...],
    made: Made,
    websocket: bool = False,
) -> Iterator[Handler]:
    """The handlers that an endpoint is, registered on ``owner`` by the call ``made``."""
    framework = framework_of(owner)
    connection = WEBSOCKET if websocket else REQUEST
    for option in options(endpoint):
        bare = unwrapped(option)
        written = definition(bare.function)
        if isinstance(written, ClassValue):
            yield from _class_handlers(ev, owner, bare.function, framework, routes)
            continue
        handler = function_handler(owner, bare.function, framework, routes, made)
        if handler is not None:
            run = Run(bare.function, (*bare.arguments, connection), keywords=bare.keywords)
            yield replace(handler, runs=(run,), websocket=websocket)
            continue
        handler = instance_handler(ev, owner, option, framework, routes)
        if handler is not None:
            yield replace(handler, runs=(Run(option, CALL_ARGUMENTS),), websocket=websocket)


def _class_handlers(
    ev: Evaluator, owner: Value, value: Value, framework: str, routes: tuple[str, ...]
) -> Iterator[Handler]:
    cls = definition(value)
    assert isinstance(cls, ClassValue)
    if subclasses(cls, "starlette.WebSocketEndpoint"):
        runs = tuple(_method_runs(ev, cls, _WEBSOCKET, (WEBSOCKET,)))
        yield Handler(owner, cls.place, cls.name, framework, routes, runs, websocket=True)
        return
    yield from view_handlers(
        ev,
        owner,
        value,
        framework,
        routes,
        _HTTP,
        lambda cls, instance: tuple(_method_runs(ev, cls, ("dispatch", "__call__"), ())),
        (REQUEST,),
    )


def _method_runs(
    ev: Evaluator, cls: ClassValue, names: tuple[str, ...], arguments: tuple[Value, ...]
) -> Iterator[Run]:
    instance = ev.generic_instance(cls)
    for name in names:
        if find_method(ev, cls, name) is None:
            continue
        method = ev.attribute(instance, name)
        if isinstance(undecorated(method), FunctionValue):
            yield Run(method, CALL_ARGUMENTS if name == "__call__" else arguments)
