"""What is wrong with the names under which headers are read; RT102 and RT103 share it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from replaytag.actions import Action, AddKeyword, ReplaceString, ReplaceText
from replaytag.contract import Spelling, Verdict, header_words_match, judge_header
from replaytag.diagnostics import Fix, Related
from replaytag.fixes.offer import offer
from replaytag.frameworks.reading.lookups import UNKNOWN
from replaytag.source import frozen

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.headers import HeaderRead
    from replaytag.source import Place


@frozen
class Problem:
    """One wrong name. ``kind`` is ``misspelt``, or ``never`` for a form that cannot match."""

    kind: str
    text: str
    place: Place
    right: str
    spelling: Spelling
    lookup: str
    related: tuple[Related, ...]
    action: Action | None

    def fix(self, project: Project) -> Fix | None:
        """Puts the right name in the place of the wrong one, where it is one literal."""
        if self.action is None:
            return None
        fix, _ = offer(project, (self.action,), f"Read `{self.right}`")
        return fix


def header_problems(project: Project) -> Iterator[Problem]:
    """Every header read with a name that was meant to be the contract's and finds nothing."""
    wanted = project.contract.header.lower()
    exact_in = {
        read.place.path
        for read in project.header_reads
        if read.place is not None and read.header() == wanted
    }
    done: set[Place] = set()
    for read in project.header_reads:
        place = read.key.place if read.key and read.key.place else read.place
        if place is None or place in done or project.workspace.is_supporting(place.path):
            continue
        problem = _problem(project, read, place, exact_in)
        if problem is not None:
            done.add(place)
            yield problem


def _problem(
    project: Project, read: HeaderRead, place: Place, exact_in: set[str]
) -> Problem | None:
    contract = project.contract
    assert read.key is not None
    value = read.key.value
    if not isinstance(value, (str, bytes)):
        return None
    text = value.decode("latin-1") if isinstance(value, bytes) else value
    found = read.header()
    if found == contract.header.lower():
        return None
    spelling = judge_header(text, contract)
    if header_words_match(text, contract):
        kind = "never"
    elif spelling.verdict is Verdict.FOREIGN:
        return None
    elif spelling.verdict is Verdict.TRACKER_VARIANT:
        # The tracker does send this name: it is wrong only where its session is to reach Sentry.
        if not project.evidence.anywhere or (place.path in exact_in and found is not None):
            return None
        kind = "never" if found is None else "misspelt"
    else:
        # The name of a parameter says what it holds; its form is what decides which header it is.
        kind = "never" if read.lookup.keyword else "misspelt"
    right: str | bytes = read.lookup.spelling(contract.header)
    if read.lookup is UNKNOWN and spelling.right:
        right = spelling.right.encode() if isinstance(value, bytes) else spelling.right
    action: Action | None = None
    if read.key.literal:
        if isinstance(right, bytes) is isinstance(value, bytes):
            plain = right.decode() if isinstance(right, bytes) else right
            action = ReplaceString(place.path, place.span, plain)
        else:
            action = ReplaceText(place.path, place.span, repr(right).replace("'", '"'))
    elif read.lookup.keyword:
        action = AddKeyword(place.path, place.span, read.lookup.keyword, f'"{contract.header}"')
    related: tuple[Related, ...] = ()
    if read.place is not None and not (
        read.place.path == place.path and read.place.span.contains(place.span)
    ):
        related = (Related(read.place, "read here"),)
    shown = right.decode() if isinstance(right, bytes) else right
    return Problem(kind, text, place, shown, spelling, read.lookup.name, related, action)
