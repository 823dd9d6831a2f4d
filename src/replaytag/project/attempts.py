"""Attempts to tag: calls that mean the contract's tag, and what becomes of them."""

from __future__ import annotations

import enum
from dataclasses import replace

from replaytag.contract import Tag
from replaytag.project import sentry
from replaytag.project.headers import HeaderRead
from replaytag.project.scope_blocks import ScopeBlock
from replaytag.source import Place, frozen


class Outcome(enum.Enum):
    """What becomes of an attempt to tag, best first."""

    TAGS = "tags the request"
    UNKNOWN = "may tag the request"
    MISSPELT = "would tag but for a misspelt name"
    MIXED = "mixes the generations of OpenReplay's contract"
    LATE = "tags too late"
    SHARED = "tags with what may be another request's token"
    CLOSED = "tags a scope that is closed before the error is reported"
    ASIDE = "puts it where it is no tag of the error"
    LEAKS = "tags outside the request's scope"
    FOREIGN = "sets the tag from something else"


RANK = {outcome: rank for rank, outcome in enumerate(Outcome)}


@frozen
class Attempt:
    """One tag call that means the contract's tag, and what becomes of it.

    ``tag`` is which of the contract's; None: one of another generation, or any of them.
    """

    call: sentry.TagCall
    reads: tuple[HeaderRead, ...]
    outcome: Outcome
    reason: str
    tag: Tag | None = None
    blocks: tuple[ScopeBlock, ...] = ()
    """Where its scope is closed too early: the blocks with whose end the tag is gone."""
    isolated: bool = False
    """Where its scope is closed too early: whether Sentry's own for the request is round it."""
    mendable: bool = False
    """Whether a plain ``set_tag`` in its place would tag the request; of a call that is one and
    leaks, whether it would in a scope opened round it and the rest of the request."""
    after: Place | None = None
    """The call that hands the request on, where it comes after one."""

    @property
    def place(self) -> Place:
        return self.call.place


def doubted(attempt: Attempt, reason: str) -> Attempt:
    """The attempt, where it is not certain that it tags though it seems to."""
    if attempt.outcome is not Outcome.TAGS:
        return attempt
    return replace(attempt, outcome=Outcome.UNKNOWN, reason=reason)
