"""Falcon's handlers: responders of resources, and sinks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replaytag.evaluator.classes import mro
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    Decorated,
    External,
    FunctionValue,
    Made,
    ModuleValue,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.base import iter_made
from replaytag.frameworks.falcon.apps import PARAMETERS, RESPONSE, WEBSOCKET
from replaytag.frameworks.reading.types import short
from replaytag.frameworks.records import Handler, Run, Scope
from replaytag.source import Place, frozen

_METHODS = (
    *("connect", "delete", "get", "head", "options", "patch", "post", "put", "query", "trace"),
    *("checkin", "checkout", "copy", "lock", "mkcol", "move", "propfind", "proppatch", "report"),
    *("uncheckin", "unlock", "update", "request"),
)
_WEBSOCKET = "on_websocket"
RESPONDERS = (*(f"on_{method}" for method in _METHODS), _WEBSOCKET)
"""What responders are called, without a suffix; ``on_request`` answers all other methods."""

Hooked = dict[FunctionValue | ClassValue, list[Made]]
"""The uses of ``falcon.before`` by what they decorate."""


@frozen
class Route:
    """What the handlers of one route have in common.

    ``runs`` and ``websocket_runs`` are what middleware runs for routed handlers alone.
    """

    owner: Value
    routes: tuple[str, ...]
    request: Value
    scope: Scope
    runs: tuple[Run, ...]
    websocket_runs: tuple[Run, ...]


@frozen
class _Resource:
    """An object or a module with responders; ``names`` are all names that it has."""

    value: Value
    name: str
    names: tuple[str, ...]
    cls: ClassValue | None = None


def before_hooks(ev: Evaluator) -> Hooked:
    """``@falcon.before(f, ...)`` over responders and resources."""
    found: Hooked = {}
    for made in iter_made(ev):
        factory = made.callee
        if not isinstance(factory, Made) or not isinstance(factory.callee, External):
            continue
        if short(factory.callee.name) != "falcon.before" or not made.arguments:
            continue
        decorated = made.arguments[0]
        while isinstance(decorated, Made) and decorated.arguments:
            decorated = decorated.arguments[0]
        target = definition(decorated)
        if target is not None:
            found.setdefault(target, []).append(factory)
    return found


def responders(
    ev: Evaluator, resource: Value, suffix: Value | None, route: Route, hooked: Hooked
) -> Iterator[Handler]:
    """The handlers of a resource: of an object, or of a module."""
    for option in options(resource):
        for found in _resources(ev, option):
            for name in found.names:
                if _answers(name, suffix):
                    yield from _responder(ev, found, name, route, hooked)


def sinks(ev: Evaluator, sink: Value, route: Route) -> Iterator[Handler]:
    """The handlers that functions are as sinks, and objects with ``__call__``."""
    for option in options(sink):
        value = option
        if isinstance(option, Made) and isinstance(option.callee, ClassValue):
            value = ev.attribute(option, "__call__")
        written = definition(value)
        if isinstance(written, FunctionValue):
            yield Handler(
                route.owner,
                written.place,
                written.name,
                "falcon",
                route.routes,
                (Run(value, (route.request, RESPONSE)),),
                scope=route.scope,
            )


def is_resolved(resource: Value) -> bool:
    """Whether all that a resource may be is known."""
    return all(_class_of(o) is not None or isinstance(o, ModuleValue) for o in options(resource))


def _class_of(value: Value) -> ClassValue | None:
    cls = undecorated(value.callee) if isinstance(value, Made) else undecorated(value)
    return cls if isinstance(cls, ClassValue) else None


def _resources(ev: Evaluator, value: Value) -> Iterator[_Resource]:
    cls = _class_of(value)
    if cls is not None:
        names = [name for c in mro(cls) if isinstance(c, ClassValue) for name in c.namespace]
        names += value.attributes if isinstance(value, Made) else ()
        yield _Resource(value, cls.name, tuple(dict.fromkeys(names)), cls)
    elif isinstance(value, ModuleValue) and value.path is not None:
        module = ev.module(value.path)
        names = list(_bound(module.body if module is not None else ()))
        yield _Resource(value, value.name.rpartition(".")[2], tuple(dict.fromkeys(names)))


def _bound(body: Iterable[object]) -> Iterator[str]:
    """The names that top-level statements bind to functions, or to what may be one."""
    for statement in body:
        name = getattr(statement, "name", None)
        if isinstance(name, str):
            yield name
        for target in getattr(statement, "targets", ()):
            if isinstance(getattr(target, "id", None), str):
                yield target.id


def _answers(name: str, suffix: Value | None) -> bool:
    """Whether a responder of this name is for a route of this suffix."""
    if suffix is None:
        return name in RESPONDERS
    known = {s.value for s in options(suffix) if isinstance(s, Constant)}
    if name in RESPONDERS:
        return not known.isdisjoint({None, ""})
    rests = {name[len(base) + 1 :] for base in RESPONDERS if name.startswith(f"{base}_")}
    return bool(rests) and (not known or not known.isdisjoint(rests))


def _responder(
    ev: Evaluator, resource: _Resource, name: str, route: Route, hooked: Hooked
) -> Iterator[Handler]:
    websocket = name.startswith(_WEBSOCKET)
    cls = resource.cls
    for value in options(ev.attribute(resource.value, name)):
        written = definition(value)
        if not isinstance(written, FunctionValue):
            continue
        around = route.websocket_runs
        if not websocket:
            before = _before(cls, name, written, hooked)
            around = (*route.runs, *_actions(before, route.request, resource.value))
        run = Run(value, (route.request, WEBSOCKET if websocket else RESPONSE))
        yield Handler(
            route.owner,
            written.place,
            f"{resource.name}.{name}",
            "falcon",
            route.routes,
            (*around, run),
            cls.name if cls is not None else "",
            _place(cls),
            websocket=websocket,
            scope=route.scope,
        )


def _place(cls: ClassValue | None) -> Place | None:
    return cls.place if cls is not None else None


def _before(
    cls: ClassValue | None, name: str, written: FunctionValue, hooked: Hooked
) -> list[Made]:
    """The uses of ``falcon.before`` that concern a responder: its own, or those of its class."""
    found = list(hooked.get(written, ()))
    for base in mro(cls) if cls is not None else ():
        if isinstance(base, ClassValue):
            found += hooked.get(base, ())
            if name in base.namespace:
                break
    return found


def _actions(factories: Iterable[Made], request: Value, resource: Value) -> Iterator[Run]:
    for factory in factories:
        arguments = (request, RESPONSE, resource, PARAMETERS, *factory.arguments[1:])
        for action in options(factory.arguments[0]) if factory.arguments else ():
            if isinstance(undecorated(action), (FunctionValue, Made, Decorated)):
                yield Run(action, arguments, keywords=factory.keywords)
