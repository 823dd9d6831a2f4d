"""Functions and classes that would tag the request and that nothing hooks up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from replaytag.evaluator.values import ClassValue, FunctionValue
from replaytag.facts import model
from replaytag.frameworks.records import Recipe, Run, Scope
from replaytag.project.apps import Node
from replaytag.project.taggers import Attempt, Outcome
from replaytag.source import Place

if TYPE_CHECKING:
    from replaytag.project.project import Project

_MEANT = (Outcome.TAGS, Outcome.MISSPELT, Outcome.CLOSED, Outcome.LATE, Outcome.LEAKS)
_HARMLESS = re.compile(rb"\s*(?:from\s+[\w.]+\s+import\b|import\s)")


@dataclass(frozen=True, slots=True)
class UnregisteredTagger:
    """A top-level ``def`` or ``class`` that would tag; the app that it fits, if there is one."""

    target: FunctionValue | ClassValue
    attempt: Attempt
    node: Node | None
    recipe: Recipe | None


def find_unregistered(project: Project) -> list[UnregisteredTagger]:
    """The taggers that no handler, hook or other code of the project refers to."""
    known = _reached(project)
    found: dict[Place, UnregisteredTagger] = {}
    tops: dict[Place, FunctionValue | ClassValue] = {}
    tops.update({function.place: function for function in project.ev.functions()})
    tops.update({cls.place: cls for cls in project.ev.classes()})
    for function, attempt in _attempts(project):
        if attempt.place in known or function.place in known:
            continue
        top = _enclosing(project, attempt.place)
        if top is None or top.decorators:
            continue
        if _referenced(project, attempt.place.path, top):
            continue
        target = tops.get(Place(attempt.place.path, top.span))
        if target is not None and target.place not in found and not _doubtful(project, target):
            node, recipe = _fits(project, target)
            found[target.place] = UnregisteredTagger(target, attempt, node, recipe)
    return list(found.values())


def _reached(project: Project) -> set[Place]:
    """Places of tag calls that a hook, handler or event callback makes, and of all handlers."""
    places: set[Place] = set()
    judged = [item for _, items in project.served for item in items]
    for item in (*judged, *project.apps.unserved()):
        places.add(item.handler.place)
        places.update(attempt.place for attempt in item.attempts)
    for hook in project.apps.hooks:
        places.update(attempt.place for attempt in project.apps.attempts_of(hook))
    return places


def _attempts(project: Project) -> Iterator[tuple[FunctionValue, Attempt]]:
    """Functions that themselves contain a tag call which a header read flows into."""
    wanted = {call.within for call in project.sentry_tags if call.within is not None}
    done: set[Place] = set()
    for function in project.ev.functions():
        if function.place not in wanted or function.place in done:
            continue
        done.add(function.place)
        if project.workspace.is_supporting(function.place.path):
            continue
        run = Run(project.ev.method_value(function))
        for attempt in project.judge.run(run, Scope.INSIDE):
            if attempt.outcome in _MEANT and attempt.reads:
                yield function, attempt


def _enclosing(project: Project, place: Place) -> model.Function | model.Class | None:
    """The top-level ``def`` or ``class`` that ``place`` lies in."""
    module = project.ev.module(place.path)
    for statement in module.body if module else ():
        if isinstance(statement, (model.Function, model.Class)) and statement.span.contains(
            place.span
        ):
            return statement
    return None


def _referenced(project: Project, path: str, top: model.Function | model.Class) -> bool:
    """Whether anything but imports and the definition itself mentions its name.

    Plain text search over code, configuration and templates of settings: a mention that is not
    understood means that it may be hooked up there.
    """
    word = re.compile(rb"\b" + re.escape(top.name.encode()) + rb"\b")
    for candidate in (*project.workspace.files, *project.workspace.others):
        if project.workspace.is_supporting(candidate):
            continue
        data = project.workspace.read(candidate)
        if top.name.encode() not in data:
            continue
        for number, line in enumerate(data.splitlines(), 1):
            if not word.search(line) or _HARMLESS.match(line) or line.lstrip().startswith(b"#"):
                continue
            inside = candidate == path and top.span.line <= number <= top.span.end_line
            if not inside:
                return True
    return False


def _doubtful(project: Project, target: FunctionValue | ClassValue) -> bool:
    """Whether an app that ``target`` fits has hooks that cannot be resolved: it may be one."""
    return any(
        node.unresolved
        and project.frameworks[node.app.framework].registration(
            project.ev, node.app, target, project.contract
        )
        for node, _ in project.served
    )


def _fits(
    project: Project, target: FunctionValue | ClassValue
) -> tuple[Node | None, Recipe | None]:
    """The one served app that ``target`` can be registered on, and how."""
    fitting = []
    for node, judged in project.served:
        if not judged or project.workspace.is_supporting(node.app.place.path):
            continue
        framework = project.frameworks[node.app.framework]
        recipe = framework.registration(project.ev, node.app, target, project.contract)
        if recipe is not None:
            fitting.append((node, recipe))
    return fitting[0] if len(fitting) == 1 else (None, None)
