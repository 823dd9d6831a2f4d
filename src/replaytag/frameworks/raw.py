"""Applications that speak a server's protocol themselves: found by how they are served.

An application is what a server is handed, or what a module calls ``application`` or ``app``, if it
takes what servers pass. What stores another application and calls it is middleware, and no
application; round the app of a framework it is that framework's affair.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from replaytag.evaluator.classes import bind_method, find, find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Call, Delayed, Environment, Pending
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
from replaytag.frameworks.records import CONTINUE, App, Handler, Record, Run
from replaytag.frameworks.serving import inside, library_name
from replaytag.frameworks.types import short
from replaytag.frameworks.wrapping import (
    closure_with_continuation,
    contains,
    outer_hooks,
    scope_of,
)
from replaytag.source import Place, frozen

CONVENTIONAL = ("application", "app")
"""What servers call the application in a module that they are given."""

_RESPONSE = re.compile(r"Response|\.exc(?:eptions)?\.|StaticFiles|responder")


@frozen(eq=False)
class Protocol:
    """A protocol between servers and applications.

    ``call`` are the arguments that a server passes, ``takes`` whether a function's parameters are
    those. ``servers`` are library calls that serve an argument, by position and name. ``requests``
    are decorators of libraries for functions that take a request object, and its type.
    ``libraries`` are classes of libraries whose objects are applications that can report errors.
    """

    name: str
    call: tuple[Value, ...]
    takes: Callable[[FunctionValue], bool]
    servers: Mapping[str, tuple[int, str]]
    requests: Mapping[str, Value]
    classes: Callable[[Evaluator, ClassValue], tuple[Run, ...]]
    libraries: tuple[str, ...] = ()


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
            for wrapped in inside(option):
                yield from _unwrapped(ev, protocol, wrapped, further)
            continue
        if request_type(option, protocol) is not None:
            yield option
            continue
        if not speaks(ev, protocol, option):
            continue
        rest = _handed_on(ev, protocol, option)
        if rest:
            for wrapped in rest:
                yield from _unwrapped(ev, protocol, wrapped, further)
        elif not _defers(ev, protocol, option):
            yield option if not isinstance(option, Decorated) else undecorated(option)


def speaks(ev: Evaluator, protocol: Protocol, value: Value) -> bool:
    """Whether ``value`` is a function, object or class that takes what a server passes."""
    bare = undecorated(value)
    if isinstance(bare, FunctionValue):
        return protocol.takes(bare)
    if isinstance(bare, ClassValue):
        return bool(protocol.classes(ev, bare))
    if isinstance(bare, Made) and isinstance(bare.callee, ClassValue):
        method = find_method(ev, bare.callee, "__call__")
        if method is None:
            return False
        return protocol.takes(method) or _own_request_type(bare.callee, protocol) is not None
    return False


def request_type(value: Value, protocol: Protocol) -> Value | None:
    """What a function is called with that a library's decorator makes an application."""
    if not isinstance(value, Decorated):
        return None
    for applied in value.decorators:
        decorator = applied.callee if isinstance(applied, Made) else applied
        if isinstance(decorator, External) and short(decorator.name) in protocol.requests:
            return protocol.requests[short(decorator.name)]
        if isinstance(decorator, Member) and isinstance(decorator.owner, ClassValue):
            # A project's own ``class Request(werkzeug.Request)``.
            for name, request in protocol.requests.items():
                bases = (short(b.name) for b in decorator.owner.bases if isinstance(b, External))
                if any(f"{base}.{decorator.name}" == name or base == name for base in bases):
                    return request
    return None


def _own_request_type(cls: ClassValue, protocol: Protocol) -> Value | None:
    method = find(cls, "__call__")
    return request_type(method, protocol) if method is not None else None


def _handed_on(ev: Evaluator, protocol: Protocol, value: Value) -> list[Value]:
    """What ``value`` stores or closes over and calls as an application: then it is middleware."""
    bare = undecorated(value)
    if isinstance(bare, FunctionValue):
        inner = _closed_over(bare)
        swapped = (
            (wrapped, closure_with_continuation(bare, functools.partial(operator.is_, wrapped)))
            for wrapped in inner
        )
        return [wrapped for wrapped, function in swapped if _calls_rest(ev, protocol, function)]
    if not isinstance(bare, Made):
        return []
    found: list[Value] = []
    for index, argument in enumerate(bare.arguments):
        arguments = (*bare.arguments[:index], CONTINUE, *bare.arguments[index + 1 :])
        if _calls_rest(ev, protocol, ev.call(bare.callee, arguments, bare.keywords, bare.place)):
            found.append(argument)
    for name, argument in bare.keywords:
        keywords = tuple((k, CONTINUE if k == name else v) for k, v in bare.keywords)
        if _calls_rest(ev, protocol, ev.call(bare.callee, bare.arguments, keywords, bare.place)):
            found.append(argument)
    return found


def _defers(ev: Evaluator, protocol: Protocol, value: Value) -> bool:
    """Whether ``value`` leaves requests to an application of a library: ``django(scope, ...)``."""
    bare = undecorated(value)
    function = bare
    if isinstance(bare, Made) and isinstance(bare.callee, ClassValue):
        function = find_method(ev, bare.callee, "__call__") or bare
    if not isinstance(function, FunctionValue):
        return False
    ev.trace_of(bare, protocol.call)
    return any(
        made.within == function.place
        and len(made.arguments) == len(protocol.call)
        and made.arguments[-1] == protocol.call[-1]
        and _is_application(made.callee)
        for made in list(ev.made)
    )


def _is_application(callee: Value) -> bool:
    """Whether what is called so may be an application; responses are called so, too."""
    while isinstance(callee, Member):
        callee = callee.owner
    if isinstance(callee, Made):
        callee = callee.callee
    name = callee.name if isinstance(callee, External) else ""
    return bool(name) and not _RESPONSE.search(name)


def _closed_over(function: FunctionValue) -> Iterator[Value]:
    scope: Environment | None = function.environment
    while scope is not None:
        for binding in list(scope.names.values()):
            if not isinstance(binding, (Pending, Delayed)) and binding is not function:
                yield binding
        scope = scope.parent


def _calls_rest(ev: Evaluator, protocol: Protocol, value: Value) -> bool:
    """Whether calling ``value`` calls the continuation as a server calls an application."""
    for step in ev.trace_of(value, protocol.call):
        if isinstance(step, Call) and step.made.callee == CONTINUE:
            passed = (*step.made.arguments, *step.made.keywords)
            if not step.made.complete or len(passed) == len(protocol.call):
                return True
    return False


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
    request = _own_request_type(cls, protocol)
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
        and (protocol.takes(method) or _own_request_type(cls, protocol) is not None)
    )
