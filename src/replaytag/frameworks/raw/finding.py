"""Applications that speak a server's protocol themselves: found by how they are served.

An application is what a server is handed, or what a module calls ``application`` or ``app``, if it
takes what servers pass. What stores another application and calls it is middleware, and no
application; round the app of a framework it is that framework's affair.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator
from dataclasses import replace

from replaytag.evaluator.classes import bind_method, find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Delayed
from replaytag.evaluator.values import (
    ClassValue,
    Decorated,
    External,
    FunctionValue,
    Made,
    Member,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.facts import model
from replaytag.frameworks.raw.shapes import (
    Protocol,
    defers,
    handed_on,
    own_request_type,
    request_type,
    speaks,
)
from replaytag.frameworks.reading.serving import inside, library_name
from replaytag.frameworks.reading.types import short
from replaytag.frameworks.reading.wrapping import (
    contains,
    outer_hooks,
    scope_of,
)
from replaytag.frameworks.records import App, Handler, Includes, Record, Run, Scope
from replaytag.source import Place, frozen

CONVENTIONAL = ("application", "app")
"""What servers call the application in a module that they are given."""


@frozen(eq=False)
class Root:
    """What is served: bound to ``name`` in the file at ``place``, or passed by the call there."""

    value: Value
    place: Place
    name: str = ""


@frozen(eq=False)
class Found:
    """An application, and the places that serve it, the likeliest first."""

    value: Value
    place: Place
    name: str
    handler: Handler
    roots: tuple[Root, ...]


def records(ev: Evaluator, protocol: Protocol) -> Iterator[Record]:
    """The applications of a protocol, and what is wrapped round them."""
    found = applications(ev, protocol)
    for app in found:
        yield App(app.value, app.place, app.name, protocol.name)
        yield app.handler
    owners = {id(app.value): app.value for app in found}
    for app in found:
        if isinstance(app.value, Decorated):
            # What a further decorator wraps is the same below the others.
            owners[id(app.value.target)] = app.value

    def owner_of(value: Value) -> Value | None:
        inner = value.target if isinstance(value, Decorated) else value
        return owners.get(id(value)) or owners.get(id(inner))

    if owners:
        for hook in outer_hooks(ev, lambda v: owner_of(v) is not None, protocol.call):
            yield replace(hook, owner=owner_of(hook.owner) or hook.owner)


def mounted(
    ev: Evaluator, protocol: Protocol, owner: Value, value: Value, place: Place
) -> Iterator[Record]:
    """An application of the project's own that is mounted on ``owner`` by the call at ``place``."""
    if not speaks(ev, protocol, value) or handed_on(ev, protocol, value):
        return
    handler = _handler(ev, protocol, value)
    if handler is not None and not defers(ev, protocol, value):
        yield App(value, place, handler.name, protocol.name, serves=False)
        yield Includes(owner, value, mounted=True)
        yield handler
        for hook in outer_hooks(ev, functools.partial(operator.is_, value), protocol.call):
            yield replace(hook, scope=Scope.INSIDE)


def applications(ev: Evaluator, protocol: Protocol) -> list[Found]:
    """The applications among what was evaluated, in order of their places."""
    return ev.remembered(f"raw.{protocol.name}", lambda: _applications(ev, protocol))


def _applications(ev: Evaluator, protocol: Protocol) -> list[Found]:
    served: dict[int, list[Root]] = {}
    values: dict[int, Value] = {}
    for root in _roots(ev, protocol):
        for value in _unwrapped(ev, protocol, root.value, ()):
            values[id(value)] = value
            served.setdefault(id(value), []).append(root)
    found = (_found(ev, protocol, value, tuple(served[key])) for key, value in values.items())
    return sorted((app for app in found if app is not None), key=lambda app: app.place)


def _roots(ev: Evaluator, protocol: Protocol) -> Iterator[Root]:
    for module in ev.modules():
        for name in CONVENTIONAL:
            binding = module.names.get(name)
            if binding is None or isinstance(binding, Delayed):
                continue
            value = ev.resolve(binding)
            statement = last_binding(module.body, name)
            if statement is not None:
                yield Root(value, Place(module.path, statement.span), name)
    for made in list(ev.made):
        argument = _served_by(made, protocol)
        if argument is not None:
            yield Root(argument, made.place)


def _served_by(made: Made, protocol: Protocol) -> Value | None:
    """What a call hands to a server: ``serve(app)``, ``CGIHandler().run(app)``."""
    callee = made.callee
    if isinstance(callee, Member) and isinstance(callee.owner, Made):
        owner = callee.owner.callee
        name = f"{owner.name}.{callee.name}" if isinstance(owner, External) else ""
    else:
        name = callee.name if isinstance(callee, External) else ""
    position = protocol.servers.get(name)
    return made.argument(*position) if position is not None else None


def last_binding(body: tuple[model.Statement, ...], name: str) -> model.Statement | None:
    """The last top-level statement, in a branch or not, that binds ``name``."""
    found: model.Statement | None = None
    for statement in body:
        if isinstance(statement, (model.Function, model.Class)):
            bound = statement.name == name
        elif isinstance(statement, model.Assign):
            bound = any(isinstance(t, model.Name) and t.id == name for t in statement.targets)
        elif isinstance(statement, model.Import):
            bound = any((alias.asname or alias.name) == name for alias in statement.names)
        else:
            bound = False
        if bound:
            found = statement
    return found


# --- what is inside ------------------------------------------------------------------------------


def _unwrapped(
    ev: Evaluator, protocol: Protocol, value: Value, seen: tuple[Value, ...]
) -> Iterator[Value]:
    """The applications of the project that ``value`` hands requests to, or is."""
    for option in options(value):
        if any(option is known for known in seen) or len(seen) > 10:
            continue
        further = (*seen, option)
        if isinstance(option, Made) and isinstance(option.callee, External):
            if short(option.callee.name) in protocol.libraries:
                yield option
            # What a library's function is handed and has the shape of an application is one.
            for wrapped in list(inside(option)) or _arguments(option):
                yield from _unwrapped(ev, protocol, wrapped, further)
            continue
        if request_type(option, protocol) is not None:
            yield option
            continue
        if not speaks(ev, protocol, option):
            continue
        rest = handed_on(ev, protocol, option)
        if rest:
            for wrapped in rest:
                yield from _unwrapped(ev, protocol, wrapped, further)
        elif not defers(ev, protocol, option):
            yield option if not isinstance(option, Decorated) else undecorated(option)


def _arguments(made: Made) -> tuple[Value, ...]:
    return (*made.arguments, *(value for _, value in made.keywords))


# --- records -------------------------------------------------------------------------------------


def _found(
    ev: Evaluator, protocol: Protocol, value: Value, roots: tuple[Root, ...]
) -> Found | None:
    handler = _handler(ev, protocol, value)
    if handler is None:
        return None
    roots = tuple(sorted(roots, key=lambda root: (not root.name, root.place)))
    name = next((root.name for root in roots if root.name), handler.name)
    place = handler.place
    if isinstance(value, Made):
        place = value.place
    elif (written := definition(value)) and not isinstance(written.node, model.Lambda):
        place = Place(place.path, written.node.name_span)
    handler = replace(handler, scope=scope_of(ev, value))
    return Found(value, place, name, handler, roots)


def _handler(ev: Evaluator, protocol: Protocol, value: Value) -> Handler | None:
    """The handler that an application as a whole is."""
    name = protocol.name
    if isinstance(value, Made) and isinstance(value.callee, External):
        return Handler(value, value.place, library_name(value), name)
    written = definition(value)
    if isinstance(written, FunctionValue):
        request = request_type(value, protocol)
        run = Run(written, (request,)) if request is not None else Run(value, protocol.call)
        return Handler(value, written.place, written.name, name, (), (run,))
    if isinstance(written, ClassValue):
        return Handler(value, written.place, written.name, name, (), protocol.classes(ev, written))
    if not isinstance(value, Made) or not isinstance(value.callee, ClassValue):
        return None
    cls = value.callee
    method = find_method(ev, cls, "__call__")
    if method is None:
        return None
    request = own_request_type(cls, protocol)
    run = Run(value, protocol.call)
    if request is not None:
        run = Run(bind_method(ev, method, value), (request,))
    title = f"{cls.name}.__call__"
    return Handler(value, method.place, title, name, (), (run,), cls.name, cls.place)


def roots_of(ev: Evaluator, protocol: Protocol, value: Value) -> tuple[Root, ...]:
    """The places that serve ``value``, a library's object, within whatever wraps it."""
    found = (root for root in _roots(ev, protocol) if contains(root.value, value))
    return tuple(sorted(found, key=lambda root: (not root.name, root.place)))


def found_of(ev: Evaluator, protocol: Protocol, app: App) -> Found | None:
    """What is known of the application that ``app`` records."""
    return next((a for a in applications(ev, protocol) if a.value is app.value), None)


def class_names(ev: Evaluator, protocol: Protocol) -> frozenset[str]:
    """The names of the project's classes whose objects are applications, and of their makers."""
    return frozenset(
        cls.name
        for cls in ev.classes()
        if (method := find_method(ev, cls, "__call__")) is not None
        and (protocol.takes(method) or own_request_type(cls, protocol) is not None)
    )
