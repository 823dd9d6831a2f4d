"""Whether other rules mend what keeps handlers from being covered; RT301 and RT302 ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from replaytag.project.nodes import Coverage
from replaytag.rules.registry import load_rules

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.nodes import Judged
    from replaytag.source import Place


def mended_places(project: Project) -> frozenset[Place]:
    """The places of tag calls and header reads that safe fixes of other rules put right."""
    return frozenset(place for rule in load_rules() for place in rule.mends(project))


def are_mended(items: Iterable[Judged], places: Collection[Place]) -> bool:
    """Whether each of these handlers that is not covered will be by what is put right there."""
    untagged = [item for item in items if item.coverage is Coverage.UNCOVERED]
    return bool(untagged) and all(
        any(attempt.place in places for attempt in item.attempts) for item in untagged
    )
