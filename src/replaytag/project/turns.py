"""Hooks of the project that run before the one which tags: their errors are reported untagged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from replaytag.evaluator.classes import find_method
from replaytag.evaluator.state import Call
from replaytag.evaluator.values import (
    ClassValue,
    FunctionValue,
    Made,
    Value,
    definition,
    root,
    undecorated,
)
from replaytag.facts import model
from replaytag.facts.walk import walk
from replaytag.frameworks.records import CONTINUE, Hook, Order, Run, When
from replaytag.project.attempts import Outcome
from replaytag.project.nodes import Node
from replaytag.source import Span, frozen

if TYPE_CHECKING:
    from replaytag.project.project import Project

_HARMLESS = frozenset(
    {
        # Errors of the client, which are answered and not reported, and other answers.
        *("abort", "redirect", "jsonify", "make_response", "json_response", "text"),
        # What looks at a value, or keeps it.
        *("add", "append", "bind", "bind_contextvars", "bool", "callable", "clear_contextvars"),
        *("decode", "encode", "endswith", "format", "get", "get_header", "getattr", "getlist"),
        *("hasattr", "isinstance", "items", "join", "keys", "len", "lower", "lstrip", "pop"),
        *("replace", "rstrip", "set", "setattr", "setdefault", "split", "startswith", "str"),
        *("strip", "super", "title", "tuple", "update", "upper", "values", "partition"),
        # The SDK.
        *("add_breadcrumb", "capture_message", "configure_scope", "get_current_scope"),
        *("get_isolation_scope", "new_scope"),
        # Clocks, names and logs.
        *("clock", "hex", "monotonic", "now", "perf_counter", "process_time", "time", "utcnow"),
        *("time_ns", "perf_counter_ns", "uuid1", "uuid4", "token_hex", "token_urlsafe"),
        *("debug", "error", "exception", "getLogger", "info", "log", "print", "warning"),
    }
)
"""Names of functions that hooks call without ever failing by it."""
_HARMLESS_BEGINNINGS = ("bind_", "has_", "is_", "log_", "reset_", "set_")


@frozen
class LateTurn:
    """``tagger`` runs for handlers of ``node`` only after the hooks ``others``."""

    tagger: Hook
    others: tuple[Hook, ...]
    node: Node


def find_late_turns(project: Project) -> list[LateTurn]:
    """The taggers before which other hooks run that can fail, in order of their places.

    Where the order of all that tags is certain, and what runs first is registered beside it.
    """
    found: dict[Hook, dict[Hook, None]] = {}
    nodes: dict[Hook, Node] = {}
    for node, served in project.served:
        if project.workspace.is_supporting(node.app.place.path):
            continue
        owners = dict.fromkeys(item.node for item in served if not item.handler.websocket)
        for owner in owners or ([node] if project.answers(node) else []):
            for tagger, other in _pairs(project, project.apps.hooks_for(owner)):
                found.setdefault(tagger, {})[other] = None
                nodes.setdefault(tagger, node)
    turns = [LateTurn(tagger, tuple(others), nodes[tagger]) for tagger, others in found.items()]
    return sorted(turns, key=lambda turn: turn.tagger.place)


def _pairs(project: Project, hooks: Iterable[Hook]) -> Iterator[tuple[Hook, Hook]]:
    """The first hook that tags, with each that certainly runs before all that do."""
    running = [hook for hook in hooks if hook.requests]
    attempts = {hook: project.apps.attempts_of(hook) for hook in running}
    taggers = {
        hook: hook.order
        for hook, found in attempts.items()
        if any(attempt.outcome in (Outcome.TAGS, Outcome.UNKNOWN) for attempt in found)
    }
    certain = {hook: order for hook, order in taggers.items() if order is not None}
    if not certain or len(certain) < len(taggers):
        return
    first = min(certain, key=lambda hook: certain[hook].rank)
    if all(attempt.outcome is not Outcome.TAGS for attempt in attempts[first]):
        return
    for other in running:
        if attempts[other] or other.order is None or other.place.path != first.place.path:
            continue
        before_all = all(_is_before(other.order, order) for order in certain.values())
        if before_all and _is_own(project, other) and _can_fail(project, other):
            yield first, other


def _is_before(one: Order, other: Order) -> bool:
    return one.group == other.group and one.rank < other.rank


def _is_own(project: Project, hook: Hook) -> bool:
    target = definition(hook.target)
    return target is not None and not project.workspace.is_supporting(target.place.path)


# --- what can fail -------------------------------------------------------------------------------


def _can_fail(project: Project, hook: Hook) -> bool:
    """Whether what a hook does before it hands the request on may raise an error of its own."""
    return any(_run_can_fail(project, run) for run in hook.runs if run.when is When.BEFORE)


def _run_can_fail(project: Project, run: Run) -> bool:
    function = _function(project, run.function)
    if function is None or not isinstance(function.node, model.Function):
        return False
    steps = project.ev.trace_of(run.function, run.arguments, run.keywords)
    handed_on = [
        step.made.place.span
        for step in steps
        if isinstance(step, Call)
        and root(step.made.callee) == CONTINUE
        and step.made.place.path == function.place.path
    ]
    end = min(handed_on, default=None)
    return any(
        _is_risky(call) and (end is None or _ends_before(call.span, end))
        for statement in function.node.body
        for call in _calls(statement)
    )


def _function(project: Project, value: Value) -> FunctionValue | None:
    written = undecorated(value)
    if isinstance(written, Made) and isinstance(written.callee, ClassValue):
        return find_method(project.ev, written.callee, "__call__")
    return written if isinstance(written, FunctionValue) else None


def _calls(node: object) -> Iterator[model.Call]:
    """The calls that a statement makes itself, but for those whose errors it handles."""
    match node:
        case model.Function() | model.Class() | model.Lambda():
            return
        case model.Try() if any(_handles_all(handler) for handler in node.handlers):
            for part in (*node.handlers, *node.finalbody):
                yield from _calls(part)
        case model.Try():
            for part in (*node.body, *node.handlers, *node.orelse, *node.finalbody):
                yield from _calls(part)
        case model.Handler() | model.With() | model.If() | model.For() | model.While():
            heads = (part for part in walk(node) if isinstance(part, model.Call))
            inner = [call for statement in _inner(node) for call in walk(statement)]
            yield from (call for call in heads if call not in inner)
            for statement in _inner(node):
                yield from _calls(statement)
        case _:
            yield from (part for part in walk(node) if isinstance(part, model.Call))


def _inner(
    node: model.Handler | model.With | model.If | model.For | model.While,
) -> tuple[model.Statement, ...]:
    return (*node.body, *getattr(node, "orelse", ()))


def _handles_all(handler: model.Handler) -> bool:
    caught = handler.type
    return caught is None or (
        isinstance(caught, model.Name) and caught.id in ("Exception", "BaseException")
    )


def _is_risky(call: model.Call) -> bool:
    callee = call.callee
    name = callee.name if isinstance(callee, model.Attribute) else getattr(callee, "id", "")
    # What begins with a capital makes an object: an answer, an exception.
    plain = name in _HARMLESS or name.startswith(_HARMLESS_BEGINNINGS)
    return bool(name) and not plain and not name[:1].isupper()


def _ends_before(span: Span, other: Span) -> bool:
    return (span.end_line, span.end_column) <= (other.line, other.column)
