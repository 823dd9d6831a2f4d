"""ASGI middleware: how classes, factories and ``dispatch`` functions are called."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.calls import Keywords
from replaytag.evaluator.classes import find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    FunctionValue,
    Made,
    Member,
    Opaque,
    Value,
    options,
    undecorated,
)
from replaytag.frameworks.reading.types import is_a, subclasses
from replaytag.frameworks.reading.wrapping import ASGI_CALL
from replaytag.frameworks.records import CONTINUE, Run
from replaytag.source import Place, frozen

SCOPE = Opaque("asgi.Scope")
REQUEST = Opaque("starlette.requests.Request")
WEBSOCKET = Opaque("starlette.websockets.WebSocket")
CALL_ARGUMENTS = ASGI_CALL

_BASE_HTTP = "starlette.BaseHTTPMiddleware"


@frozen
class Called:
    """How middleware is called, and whether it is for websockets too."""

    runs: tuple[Run, ...]
    websockets: bool = True


def call_middleware(
    ev: Evaluator,
    target: Value,
    arguments: tuple[Value, ...],
    keywords: Keywords,
    place: Place,
) -> Called | None:
    """How middleware is called whose class or factory ``target`` is registered with these options.

    None where it cannot be resolved. A library's own middleware has no runs.
    """
    runs: list[Run] = []
    websockets = False
    for option in options(target):
        if isinstance(option, External):
            if subclasses(option, _BASE_HTTP):
                dispatch = arguments[0] if arguments else dict(keywords).get("dispatch")
                runs.extend(_dispatch_runs(dispatch))
            continue
        if isinstance(option, Constant):
            continue
        factory = option.callee if isinstance(option, Made) else undecorated(option)
        if not isinstance(factory, (FunctionValue, ClassValue, External)):
            return None
        ev.budget = ev.BUDGET
        for made in options(ev.call(option, (CONTINUE, *arguments), keywords, place)):
            own = list(_called_directly(ev, made))
            websockets = websockets or bool(own)
            runs.extend(own)
            runs.extend(_dispatched(ev, made))
    return Called(tuple(runs), websockets)


def _called_directly(ev: Evaluator, made: Value) -> Iterator[Run]:
    inner = undecorated(made)
    if isinstance(inner, FunctionValue) or (
        isinstance(made, Made)
        and isinstance(made.callee, ClassValue)
        and find_method(ev, made.callee, "__call__") is not None
    ):
        yield Run(made, CALL_ARGUMENTS)


def _dispatched(ev: Evaluator, made: Value) -> Iterator[Run]:
    """The ``dispatch`` of a ``BaseHTTPMiddleware``: a method, or what its constructor was given."""
    if not isinstance(made, Made) or not is_a(made, _BASE_HTTP):
        return
    if isinstance(made.callee, ClassValue) and find_method(ev, made.callee, "dispatch"):
        yield from _dispatch_runs(ev.attribute(made, "dispatch"))
        return
    for call in [m for m in ev.made if m.callee == Member(made, "__init__")] or [made]:
        yield from _dispatch_runs(call.argument(1, "dispatch"))


def _dispatch_runs(dispatch: Value | None) -> Iterator[Run]:
    for option in options(dispatch) if dispatch is not None else ():
        if isinstance(undecorated(option), FunctionValue):
            yield Run(option, (REQUEST, CONTINUE))


def continues(ev: Evaluator, run: Run) -> bool:
    """Whether a run hands the request on to the rest of the app."""
    steps = ev.trace_of(run.function, run.arguments, run.keywords)
    return any(getattr(getattr(step, "made", None), "callee", None) == CONTINUE for step in steps)
