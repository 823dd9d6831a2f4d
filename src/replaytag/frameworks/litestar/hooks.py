"""What runs before handlers: middleware, guards and ``before_request`` of every layer.

Source: Litestar 2.25 and sentry-sdk 2.75, run against real requests. Sentry's middleware comes
first in the app's own list. What a plug-in puts before it, in ``on_app_init``, runs outside.
"""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.classes import find, find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    Element,
    External,
    FunctionValue,
    Made,
    Member,
    SequenceValue,
    Value,
    options,
    undecorated,
)
from replaytag.frameworks.litestar.kinds import CONNECTION, REQUEST, both
from replaytag.frameworks.litestar.layers import Layer
from replaytag.frameworks.reading.asgi import CALL_ARGUMENTS, Called, call_middleware
from replaytag.frameworks.reading.types import is_a, subclasses
from replaytag.frameworks.records import CONTINUE, Hook, Record, Run, Scope, Unresolved
from replaytag.source import Place

_DEFINED = both("DefineMiddleware")
_INSTANCES = both("ASGIMiddleware")
_BASES = both("AbstractMiddleware", "MiddlewareProtocol")
_LEAVES_OUT = ("exclude", "exclude_opt_key", "exclude_path_pattern", "should_bypass_for_scope")
_UNKNOWN = "some of its middleware cannot be resolved"


def layer_hooks(ev: Evaluator, layer: Layer) -> Iterator[Record]:
    """The hooks that the settings of a layer name."""
    if not layer.complete:
        yield Unresolved(layer.owner, "some of its options cannot be resolved", layer.place)
    yield from middleware_hooks(ev, layer.owner, layer.setting("middleware"), layer.place)
    yield from guard_hooks(layer.owner, layer.setting("guards"), layer.place)
    yield from before_request(layer.owner, layer.setting("before_request"), layer.place)


def middleware_hooks(
    ev: Evaluator, owner: Value, listed: Value | None, place: Place, scope: Scope = Scope.INSIDE
) -> Iterator[Record]:
    """A hook for each entry of a list of middleware."""
    for entry in entries(listed):
        if entry is None:
            yield Unresolved(owner, _UNKNOWN, place)
        else:
            yield from middleware_hook(ev, owner, entry, place, scope)


def middleware_hook(
    ev: Evaluator, owner: Value, entry: Value, place: Place, scope: Scope = Scope.INSIDE
) -> Iterator[Record]:
    """The hook that one entry of a list of middleware is."""
    if _is_of_library(entry):
        return
    target = entry
    if isinstance(entry, Made) and is_a(entry, *_DEFINED):
        target = entry.argument(0, "middleware") or entry
    called = _called(ev, entry, target, place)
    if called is None:
        yield Unresolved(owner, _UNKNOWN, place)
        return
    if isinstance(target, Made) and isinstance(target.callee, ClassValue):
        target = target.callee
    kinds = _scopes(target)
    if called.runs and (kinds is None or "http" in kinds):
        yield Hook(
            owner,
            target,
            place,
            called.runs,
            scope=scope,
            websockets=kinds is None or "websocket" in kinds,
            # Errors of a handler are captured right round it, further in than any middleware.
            sees_errors=True,
            doubt="its middleware leaves out some requests" if _leaves_out(entry) else "",
        )


def guard_hooks(owner: Value, listed: Value | None, place: Place) -> Iterator[Record]:
    """A hook for each guard: ``guard(connection, route_handler)``."""
    for entry in entries(listed):
        if entry is None:
            yield Unresolved(owner, "some of its guards cannot be resolved", place)
        elif isinstance(undecorated(entry), FunctionValue):
            run = Run(entry, (CONNECTION,))
            yield Hook(owner, entry, place, (run,), sees_errors=True)


def before_request(owner: Value, value: Value | None, place: Place) -> Iterator[Record]:
    """The function of a layer that is called before a handler, in place of any outer layer's."""
    runs: list[Run] = []
    target: Value | None = None
    for option in options(value) if value is not None else ():
        if isinstance(undecorated(option), FunctionValue):
            target = option
            runs.append(Run(option, (REQUEST,)))
        elif not _is_of_library(option) and not _is_none(option):
            reason = "its `before_request` cannot be resolved"
            yield Unresolved(owner, reason, place)
        if not _is_none(option):
            target = target or option
    if target is not None:
        yield Hook(
            owner,
            target,
            place,
            tuple(runs),
            websockets=False,
            mounts=False,
            slot="litestar.before_request",
        )


def entries(listed: Value | None) -> Iterator[Value | None]:
    """The entries of a list; None where there may be others."""
    for option in options(listed) if listed is not None else ():
        if isinstance(option, SequenceValue):
            known = option.complete
            for element in option.elements:
                if isinstance(element, Element):
                    known = False
                    continue
                yield from options(element)
            if not known:
                yield None
        elif not _is_none(option):
            yield None


def _is_none(value: Value) -> bool:
    return isinstance(value, Constant) and value.value is None


def _called(ev: Evaluator, entry: Value, target: Value, place: Place) -> Called | None:
    """How middleware is called; None where that cannot be resolved."""
    if isinstance(entry, Made) and is_a(entry, *_INSTANCES):
        handle = ev.attribute(entry, "handle")
        if isinstance(undecorated(handle), FunctionValue):
            return Called((Run(handle, (*CALL_ARGUMENTS, CONTINUE)),))
        return Called(())
    defined = isinstance(entry, Made) and target is not entry
    arguments = entry.arguments[1:] if isinstance(entry, Made) and defined else ()
    keywords = entry.keywords if isinstance(entry, Made) and defined else ()
    called = call_middleware(ev, target, arguments, keywords, place)
    if called is not None and subclasses(target, *_BASES):
        for run in called.runs:
            if isinstance(run.function, Made):
                # The library's constructor keeps the rest of the app.
                run.function.attributes.setdefault("app", CONTINUE)
    return called


def _is_of_library(value: Value) -> bool:
    """Whether it is a library's own: a class, or a part of an object such as a configuration."""
    while isinstance(value, Member):
        value = value.owner
    if isinstance(value, Made):
        return isinstance(value.callee, External) and not is_a(value, *_DEFINED)
    return isinstance(value, External)


def _leaves_out(entry: Value) -> bool:
    """Whether settings of the middleware name paths or handlers that it passes over."""
    given = entry.keywords if isinstance(entry, Made) else ()
    if any(name in _LEAVES_OUT and not _is_none(value) for name, value in given):
        return True
    cls = _class_of(entry)
    if cls is None or not subclasses(cls, *_INSTANCES, *_BASES):
        return False
    found = (find(cls, name) for name in _LEAVES_OUT)
    return any(value is not None and not _is_none(value) for value in found)


def _scopes(target: Value) -> set[str] | None:
    """The kinds of connections that middleware is for; None where it does not say."""
    cls = _class_of(target)
    if cls is None or not subclasses(cls, *_INSTANCES, *_BASES):
        return None
    value = find(cls, "scopes")
    if not isinstance(value, SequenceValue) or not value.complete:
        return None
    names = (getattr(element, "name", getattr(element, "value", "")) for element in value.elements)
    return {str(name).rpartition(".")[2].lower() for name in names}


def _class_of(value: Value) -> ClassValue | None:
    if isinstance(value, Made):
        if is_a(value, *_DEFINED):
            return _class_of(value.argument(0, "middleware") or Constant(None))
        value = value.callee
    cls = undecorated(value)
    return cls if isinstance(cls, ClassValue) else None


def is_middleware_class(ev: Evaluator, cls: ClassValue) -> bool:
    """Whether it is registered as an instance: ``ASGIMiddleware`` with its method ``handle``."""
    return subclasses(cls, *_INSTANCES) and find_method(ev, cls, "handle") is not None
