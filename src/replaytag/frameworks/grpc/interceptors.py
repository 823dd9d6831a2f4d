"""Interceptors of gRPC servers as hooks, and what a handler of methods calls."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Call
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    FunctionValue,
    Item,
    Made,
    Member,
    Opaque,
    Value,
    options,
    undecorated,
)
from replaytag.frameworks.records import CONTINUE, Hook, Run, Scope
from replaytag.source import Place

STREAMS = Constant("streaming calls")
"""Stands, as an item of a server, for what Sentry's integration has no scope for."""
UNARY = "unary_unary"
CALL = (Opaque("grpc.Request"), Opaque("grpc.ServicerContext"))
"""What a handler is called with."""

_DETAILS = Opaque("grpc.HandlerCallDetails")
_NEXT = Opaque("grpc.Continuation")
"""Hands back the handler without calling it: what comes after it is not late."""
_KINDS = (UNARY, "unary_stream", "stream_unary", "stream_stream")


def is_aio(server: Made) -> bool:
    """Whether a server is of ``grpc.aio``."""
    return isinstance(server.callee, External) and ".aio." in server.callee.name


def behaviours(handler: Value) -> Iterator[tuple[str, Value]]:
    """What answers, and by which kind of call: of a handler that is made, or made from another."""
    for option in options(handler):
        if not isinstance(option, Made):
            continue
        if isinstance(option.callee, External):
            kind = option.callee.name.rpartition(".")[2].removesuffix("_rpc_method_handler")
            behaviour = option.argument(0, "behavior")
            if kind in _KINDS and behaviour is not None:
                yield kind, behaviour
        elif isinstance(option.callee, Member) and option.callee.name == "_replace":
            yield from ((kind, value) for kind, value in option.keywords if kind in _KINDS)


def interceptor_hooks(ev: Evaluator, server: Made, value: Value, place: Place) -> Iterator[Hook]:
    """The hooks that an interceptor is."""
    if not isinstance(value, Made) or not isinstance(undecorated(value.callee), ClassValue):
        return
    both = (server, Item(server, STREAMS))
    target = value.callee
    method = ev.attribute(value, "intercept")
    if isinstance(undecorated(method), FunctionValue):
        run = Run(method, (CONTINUE, *CALL, Opaque("builtins.str")))
        for owner in both:
            yield Hook(owner, target, place, (run,), sees_errors=_captures(ev, run))
    method = ev.attribute(value, "intercept_service")
    if not isinstance(undecorated(method), FunctionValue):
        return
    asynchronous = is_aio(server)
    itself = Run(method, (_NEXT, _DETAILS))
    scope = Scope.OUTSIDE if asynchronous else Scope.INSIDE
    for owner in both:
        yield Hook(owner, target, place, (itself,), scope=scope, sees_errors=not asynchronous)
    for kind, behaviour in behaviours(ev.call(method, (CONTINUE, _DETAILS), (), place)):
        run = Run(behaviour, CALL)
        owner = both[0] if kind == UNARY else both[1]
        yield Hook(owner, target, place, (run,), sees_errors=_captures(ev, run))


def _captures(ev: Evaluator, run: Run) -> bool:
    """Whether it reports errors itself."""
    return any(
        isinstance(step, Call)
        and getattr(step.made.callee, "name", "").endswith("capture_exception")
        for step in ev.trace_of(run.function, run.arguments)
    )
