"""Tags that are set once the handler has run: the error that they are meant for is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.frameworks.records import Hook, When
from replaytag.project.attempts import Attempt, Outcome
from replaytag.project.nodes import Coverage, Judged, Node
from replaytag.source import Place, frozen

if TYPE_CHECKING:
    from replaytag.project.project import Project

_BETTER = frozenset({Outcome.TAGS, Outcome.UNKNOWN, Outcome.MISSPELT})


@frozen
class LateTag:
    """A tag call that comes too late for handlers of ``node`` that nothing else covers."""

    attempt: Attempt
    node: Node
    hook: Hook | None
    """What makes the call; None: the class of a handler does."""


def find_late(project: Project) -> list[LateTag]:
    """The tag calls that come too late and never in time, each once, in order of their places.

    Those are left out that only run for handlers which are covered otherwise, or may be.
    """
    found: dict[Place, LateTag] = {}
    in_time = {a.place for a in project.attempts if a.outcome in _BETTER}
    for node, served in project.served:
        if project.workspace.is_supporting(node.app.place.path):
            continue
        judged = [item for item in served if not item.handler.websocket]
        if not judged and project.answers(node):
            judged = [project.apps.verdict_of(node)]
        for item in judged:
            if item.coverage is Coverage.UNCOVERED:
                for late in _late_for(project, item, node):
                    if late.attempt.place not in in_time:
                        found.setdefault(late.attempt.place, late)
    supporting = project.workspace.is_supporting
    return [found[place] for place in sorted(found) if not supporting(place.path)]


def _late_for(project: Project, item: Judged, node: Node) -> list[LateTag]:
    late = []
    hooked: set[Place] = set()
    for hook in project.apps.hooks_for(item.node):
        if not hook.requests:
            continue
        never_in_time = all(run.when is When.LATE for run in hook.runs)
        for attempt in project.apps.attempts_of(hook):
            hooked.add(attempt.place)
            # What runs only after the scope is closed leaks, and comes too late all the same.
            leaks_late = attempt.outcome is Outcome.LEAKS and never_in_time
            if attempt.outcome is Outcome.LATE or leaks_late:
                late.append(LateTag(attempt, node, hook))
    own = [a for a in item.attempts if a.outcome is Outcome.LATE and a.place not in hooked]
    return [*late, *(LateTag(attempt, node, None) for attempt in own)]
