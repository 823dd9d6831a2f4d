"""Reads of the contract's header that fail a request in which it is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from replaytag.evaluator.state import Context, Inside, Read, Trying
from replaytag.evaluator.values import External, Item, Made, Member, Parameter, Value
from replaytag.frameworks.records import Run
from replaytag.source import Place, frozen

if TYPE_CHECKING:
    from replaytag.project.project import Project

_CAUGHT = {
    "lookup": frozenset({"KeyError", "LookupError", "Exception", "BaseException"}),
    "none": frozenset({"AttributeError", "TypeError", "Exception", "BaseException"}),
}
"""The classes of Python's own that catch what such a read raises."""
_SUPPRESS = External("contextlib.suppress")


@frozen
class FailingRead:
    """One read, and how it fails: ``kind`` is

    - ``subscript``, ``call`` (``getone``, ``required=True``): the look-up raises;
    - ``parameter``: a framework refuses the request;
    - ``none``: the look-up gives None, which has no method ``name`` and no items.
    """

    kind: str
    place: Place
    value: Value
    name: str = ""


def find_failing(project: Project) -> list[FailingRead]:
    """The failing reads in what hooks and handlers run, each place once, in order.

    So are those of functions of which nothing is known to call them.
    """
    if not any(map(project.absence.means, project.header_reads)):
        return []
    found: dict[Place, FailingRead] = {}
    seen: set[Place] = set()
    for run in _runs(project):
        for failing in _in(project, run, seen):
            found.setdefault(failing.place, failing)
    ev = project.ev
    lone = ev.reading - seen - ev.helpers
    for function in ev.functions():
        if function.place in lone:
            for failing in _in(project, Run(ev.method_value(function)), set()):
                found.setdefault(failing.place, failing)
    supporting = project.workspace.is_supporting
    kept = [failing for failing in found.values() if not supporting(failing.place.path)]
    return sorted(kept, key=lambda failing: failing.place)


def _runs(project: Project) -> Iterable[Run]:
    hooks = (run for hook in project.apps.hooks for run in hook.runs)
    handlers = (run for item in project.judged() for run in item.handler.runs)
    return dict.fromkeys((*hooks, *handlers))


def _in(project: Project, run: Run, seen: set[Place]) -> Iterator[FailingRead]:
    """The failing reads of one call; ``seen`` takes in the functions that read anything."""
    for _, value in run.keywords:
        if isinstance(value, Parameter) and isinstance(value.annotation, Made):
            failing = _failing(project, value, value.annotation.place)
            if failing is not None:
                yield failing
    for step in project.ev.trace_of(run.function, run.arguments, run.keywords):
        if not isinstance(step, Read):
            continue
        if step.within is not None:
            seen.add(step.within)
        failing = _failing(project, step.value, step.place)
        if failing is None or not project.absence.runs(step.contexts):
            continue
        if not _is_caught(step.contexts, "none" if failing.kind == "none" else "lookup"):
            yield failing


def _failing(project: Project, value: Value, place: Place) -> FailingRead | None:
    absence, reader = project.absence, project.reader
    read = reader.own(value)
    if read is not None:
        results = absence.results(value) if absence.means(read) else []
        if not results or any(result.kind != "raises" for result in results):
            return None
        kind = "subscript" if isinstance(value, Item) else "call"
        kind = "parameter" if isinstance(value, Parameter) else kind
        return FailingRead(kind, place, value, _method(value))
    owner = value.callee if isinstance(value, Made) else value
    if not isinstance(owner, (Member, Item)):
        return None
    read_first = any(map(absence.means, reader.reads(owner.owner)))
    results = absence.results(owner.owner) if read_first else []
    if results and all(result.kind == "is" and result.value is None for result in results):
        return FailingRead("none", place, value, _method(value))
    return None


def _method(value: Value) -> str:
    callee = _callee(value)
    return callee.name if isinstance(callee, Member) else ""


def _is_caught(contexts: Iterable[Context], kind: str) -> bool:
    for context in contexts:
        if isinstance(context, Trying):
            if context.what is None or any(_catches(value, kind) for value in context.what):
                return True
        elif isinstance(context, Inside) and _callee(context.context) == _SUPPRESS:
            return True
    return False


def _callee(value: Value) -> Value | None:
    return value.callee if isinstance(value, Made) else None


def _catches(value: Value, kind: str) -> bool:
    """Whether an ``except`` clause for ``value`` may catch the error; what is not known may."""
    if isinstance(value, External) and value.name.startswith("builtins."):
        return value.name.removeprefix("builtins.") in _CAUGHT[kind]
    return True
