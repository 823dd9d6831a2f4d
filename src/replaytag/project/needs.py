"""Whether errors lack the tag for what is wrong with one attempt to set it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.project.attempts import Attempt
from replaytag.project.nodes import Coverage, Judged

if TYPE_CHECKING:
    from replaytag.project.project import Project


def is_needed(project: Project, attempt: Attempt) -> bool:
    """Whether errors would carry the tag if it weren't for what is wrong with an attempt.

    Where all that it could tag is tagged otherwise, it is a leftover that does no harm.
    """
    nodes = [(node, items) for node, items in project.served if node in set(project.own_apps)]
    concerned = [
        (node, items)
        for node, items in nodes
        if any(other.place == attempt.place for item in items for other in item.attempts)
    ]
    if not concerned:
        concerned = [(n, items) for n, items in nodes if project.evidence_for(n) is not None]
    return not concerned or any(
        not project.apps.covers_all(node) and _lacks_tag(items, attempt)
        for node, items in concerned
    )


def _lacks_tag(items: list[Judged], attempt: Attempt) -> bool:
    """Whether a handler is not covered, of those that the attempt concerns if it does any."""
    asked = [item for item in items if not item.handler.websocket]
    own = [i for i in asked if any(other.place == attempt.place for other in i.attempts)]
    return any(item.coverage is not Coverage.COVERED for item in own or asked)
