"""What speaks a server's protocol by its shape, and what of that hands requests on.

Middleware has the shape of an application: it is told by calling it with something else in place
of what it stores.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable, Iterator, Mapping

from replaytag.evaluator.classes import external_bases, find, find_method
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
    undecorated,
)
from replaytag.frameworks.reading.types import short
from replaytag.frameworks.reading.wrapping import closure_with_continuation
from replaytag.frameworks.records import CONTINUE, Run
from replaytag.source import frozen

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
        return protocol.takes(method) or own_request_type(bare.callee, protocol) is not None
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


def own_request_type(cls: ClassValue, protocol: Protocol) -> Value | None:
    method = find(cls, "__call__")
    return request_type(method, protocol) if method is not None else None


def handed_on(ev: Evaluator, protocol: Protocol, value: Value) -> list[Value]:
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


def defers(ev: Evaluator, protocol: Protocol, value: Value) -> bool:
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
    if isinstance(callee, ClassValue):
        # ``super().__call__(...)`` in a class that derives from a library's.
        return bool(external_bases(callee))
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
