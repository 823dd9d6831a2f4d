"""Functions and classes that would tag the request and that nothing hooks up."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from replaytag.evaluator.values import ClassValue, Decorated, External, FunctionValue
from replaytag.frameworks.reading.types import short
from replaytag.frameworks.records import Recipe, Run, Scope
from replaytag.project.attempts import Attempt, Outcome
from replaytag.project.mentions import Definition, Mentions
from replaytag.project.nodes import Node
from replaytag.source import Place, frozen

if TYPE_CHECKING:
    from replaytag.project.project import Project

_MEANT = (
    Outcome.TAGS,
    Outcome.MISSPELT,
    Outcome.SHARED,
    Outcome.CLOSED,
    Outcome.LATE,
    Outcome.LEAKS,
)


@frozen
class UnregisteredTagger:
    """A top-level ``def`` or ``class`` that would tag; the app that it fits, if there is one."""

    target: FunctionValue | ClassValue
    place: Place
    """Where its name stands."""
    attempt: Attempt
    node: Node | None
    recipe: Recipe | None


def find_unregistered(project: Project) -> list[UnregisteredTagger]:
    """The taggers that no handler, hook or other code of the project refers to."""
    known = _reached(project)
    found: dict[Place, UnregisteredTagger] = {}
    mentions = Mentions(project.ev, project.workspace)
    values: dict[Place, FunctionValue | ClassValue] = {}
    values.update({function.place: function for function in project.ev.functions()})
    values.update({cls.place: cls for cls in project.ev.classes()})
    is_plain = functools.partial(_is_plain, project)
    for function, attempt in lone_attempts(project):
        if attempt.outcome not in _MEANT or not attempt.reads:
            continue
        if attempt.place in known or function.place in known:
            continue
        start = mentions.enclosing(attempt.place.path, attempt.place.span.line)
        if start is None:
            continue
        for root in _unused_roots(mentions, start, known, is_plain):
            target = values.get(root.place)
            if target is None or root.place in found or _doubtful(project, target):
                continue
            node, recipe = _fits(project, target)
            name = Place(root.path, root.node.name_span)
            found[root.place] = UnregisteredTagger(target, name, attempt, node, recipe)
    project.searched = project.searched or mentions.searched
    return list(found.values())


def _unused_roots(
    mentions: Mentions,
    start: Definition,
    known: set[Place],
    is_plain: Callable[[Definition], bool],
) -> list[Definition]:
    """The definitions through which ``start`` is used and that nothing uses; empty if any is.

    A helper that only an unregistered middleware calls leads to the middleware. ``is_plain`` is
    whether no decorator may hook a definition up.
    """
    roots: list[Definition] = []
    seen: set[Place] = set()
    waiting = [start]
    while waiting:
        definition = waiting.pop()
        if definition.place in seen:
            continue
        seen.add(definition.place)
        # A decorator may hook it up, unless it is known not to; a handler is in use.
        if definition.place in known or not is_plain(definition):
            return []
        users = mentions.of(definition)
        if None in users:
            return []
        waiting.extend(user for user in users if user is not None)
        if not users:
            roots.append(definition)
    return roots


def _is_plain(project: Project, definition: Definition) -> bool:
    """Whether all of its decorators only mark it for the framework."""
    if not definition.node.decorators:
        return True
    module = project.ev.module(definition.path)
    binding = module.names.get(definition.node.name) if module is not None else None
    value = project.ev.resolve(binding) if binding is not None else None
    marks = frozenset().union(*(f.marks for f in project.frameworks.values()))
    return isinstance(value, Decorated) and all(
        isinstance(decorator, External) and short(decorator.name) in marks
        for decorator in value.decorators
    )


def _reached(project: Project) -> set[Place]:
    """Places of tag calls that a hook, handler or event callback makes, and of all handlers."""
    places: set[Place] = set()
    for item in project.judged():
        places.add(item.handler.place)
        places.update(attempt.place for attempt in item.attempts)
    for hook in project.apps.hooks:
        places.update(attempt.place for attempt in project.apps.attempts_of(hook))
    return places


def lone_attempts(project: Project) -> Iterator[tuple[FunctionValue, Attempt]]:
    """Functions that themselves contain an attempt to tag, judged as if they were hooks."""
    calls = (*project.sentry_tags, *project.sentry_data)
    wanted = {call.within for call in calls if call.within is not None}
    done: set[Place] = set()
    for function in project.ev.functions():
        if function.place not in wanted or function.place in done:
            continue
        done.add(function.place)
        if project.workspace.is_supporting(function.place.path):
            continue
        run = Run(project.ev.method_value(function))
        for attempt in project.judge.run(run, Scope.INSIDE, sequential=project.is_sequential):
            yield function, attempt


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
