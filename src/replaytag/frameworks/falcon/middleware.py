"""Falcon's middleware: objects with methods, and which of those run for which handlers."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.classes import find
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    FunctionValue,
    Made,
    Member,
    SequenceValue,
    Unknown,
    Value,
    options,
    undecorated,
)
from replaytag.frameworks.base import iter_made
from replaytag.frameworks.falcon.apps import (
    PARAMETERS,
    RESOURCE,
    RESPONSE,
    WEBSOCKET,
    constructors,
    is_app,
    is_asgi,
    listed_middleware,
)
from replaytag.frameworks.reading.turns import in_list, in_turn
from replaytag.frameworks.records import Hook, Order, Record, Run, Scope, Unresolved, When
from replaytag.source import Place, frozen

_UNRESOLVED = "some of its middleware cannot be resolved"


@frozen
class Component:
    """One middleware object of ``owner``, registered at ``place``; ``Unknown`` if not resolved."""

    owner: Value
    value: Value
    place: Place
    order: Order | None = None

    @property
    def cls(self) -> ClassValue | None:
        """Its class, if that is one of the project."""
        cls = self.value.callee if isinstance(self.value, Made) else self.value
        cls = undecorated(cls)
        return cls if isinstance(cls, ClassValue) else None


def components(ev: Evaluator) -> Iterator[Component]:
    """Every middleware object: those of the constructors, and those that are added."""
    for made, app in constructors(ev):
        listed = listed_middleware(made)
        orders = in_list(listed)
        for element in elements(listed):
            yield Component(app, element, made.place, orders.get(element))
        if not made.complete and listed_middleware(made) is None:
            yield Component(app, Unknown("further arguments"), made.place)
    for made in iter_made(ev):
        callee = made.callee
        if isinstance(callee, Member) and callee.name == "add_middleware":
            for owner in options(callee.owner):
                if is_app(owner):
                    added = made.argument(0, "middleware")
                    order = None if isinstance(added, SequenceValue) else in_turn(made)
                    for element in elements(added):
                        yield Component(owner, element, made.place, order)


def elements(value: Value | None) -> Iterator[Value]:
    """The objects in a list, in a tuple, or the one object; ``Unknown`` if there may be others."""
    for option in options(value) if value is not None else ():
        if isinstance(option, SequenceValue):
            for element in option.elements:
                yield from options(element)
            if not option.complete:
                yield Unknown("further elements")
        elif not isinstance(option, Constant):
            yield option


def hooks(ev: Evaluator, component: Component, request: Value, scope: Scope) -> Iterator[Record]:
    """What runs for every request: ``process_request``, and too late ``process_response``."""
    owner = component.owner
    if component.cls is None:
        if not _is_foreign(component.value):
            yield Unresolved(owner, _UNRESOLVED, component.place)
        return
    asgi = is_asgi(owner)
    runs = (
        *_runs(ev, component, "process_request", (request, RESPONSE), asgi),
        *_runs(
            ev,
            component,
            "process_response",
            (request, RESPONSE, RESOURCE, Constant(True)),
            asgi,
            When.LATE,
        ),
    )
    if runs:
        yield Hook(
            owner,
            component.cls,
            component.place,
            runs,
            scope=scope,
            websockets=False,
            order=component.order,
        )


def routed_runs(ev: Evaluator, component: Component, request: Value) -> tuple[Run, ...]:
    """``process_resource`` runs for routed handlers alone, not for sinks and missing pages."""
    arguments = (request, RESPONSE, RESOURCE, PARAMETERS)
    return _runs(ev, component, "process_resource", arguments, is_asgi(component.owner))


def websocket_runs(ev: Evaluator, component: Component, request: Value) -> tuple[Run, ...]:
    """The methods that run for websockets have names of their own."""
    return (
        *_runs(ev, component, "process_request_ws", (request, WEBSOCKET), True),
        *_runs(
            ev, component, "process_resource_ws", (request, WEBSOCKET, RESOURCE, PARAMETERS), True
        ),
    )


def _runs(
    ev: Evaluator,
    component: Component,
    name: str,
    arguments: tuple[Value, ...],
    asgi: bool,
    when: When = When.BEFORE,
) -> tuple[Run, ...]:
    if component.cls is None:
        return ()
    if asgi and find(component.cls, f"{name}_async") is not None:
        name = f"{name}_async"
    method = ev.attribute(component.value, name)
    return tuple(
        Run(option, arguments, when)
        for option in options(method)
        if isinstance(undecorated(option), FunctionValue)
    )


def _is_foreign(value: Value) -> bool:
    """Whether it is an object of a library, or made by one: it knows nothing of the contract."""
    while isinstance(value, Member):
        value = value.owner
    if not isinstance(value, Made) or not isinstance(value.callee, External):
        return False
    # What a function of a library returns may be what the project has handed it.
    return value.callee.name.rpartition(".")[2][:1].isupper()
