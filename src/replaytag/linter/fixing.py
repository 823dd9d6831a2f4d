"""Applies fixes in memory, pass after pass, until nothing more is to be fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from replaytag.diagnostics import Diagnostic, Edit
from replaytag.fixes.apply import apply_edits
from replaytag.fixes.errors import EditError
from replaytag.fixes.plan import edits_by_path, plan
from replaytag.fixes.verify import parses
from replaytag.linter.analysis import Analysis, analyse
from replaytag.linter.verification import Key, key_of, objection
from replaytag.project.reading import FactsReader
from replaytag.rules.base import Rule
from replaytag.source import frozen

MAX_PASSES = 10
"""Fixes that touch each other take a pass each. More than this many is a fault in the fixes."""


@frozen
class Fixed:
    """A project after its fixes, none of which is on the disk yet.

    ``analysis`` is of the project as it would be, ``mended`` are the diagnostics whose fixes
    were applied, and ``notices`` tell of fixes that were not, and why.
    """

    analysis: Analysis
    mended: tuple[Diagnostic, ...]
    notices: tuple[str, ...]


def fix(
    analysis: Analysis,
    rules: Sequence[Rule],
    *,
    unsafe: bool = False,
    reader: FactsReader | None = None,
) -> Fixed:
    """Applies every fix that may be applied and does what it promises; writes nothing.

    ``reader`` knows the facts of files from before, and reads only those that a fix changes.
    """
    fixer = _Fixer(analysis, rules, unsafe, reader)
    for _ in range(MAX_PASSES):
        if not fixer.step():
            break
    return Fixed(fixer.analysis, tuple(fixer.mended), tuple(fixer.notices))


class _CannotApply(Exception):
    """The edits of a fix do not fit."""


@dataclass
class _Fixer:
    analysis: Analysis
    rules: Sequence[Rule]
    unsafe: bool
    reader: FactsReader | None
    mended: list[Diagnostic] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    refused: set[Key] = field(default_factory=set)

    def step(self) -> bool:
        """Applies the fixes that can be applied together; whether there were any to try."""
        candidates = [
            diagnostic
            for diagnostic in self.analysis.diagnostics
            if key_of(diagnostic) not in self.refused
        ]
        batch, _ = plan(candidates, self.unsafe)
        if batch:
            self._attempt(batch)
        return bool(batch)

    def _attempt(self, batch: Sequence[Diagnostic]) -> None:
        """Applies the fixes of ``batch``, or some of them where one does not keep its promise."""
        try:
            outcome = self._applied(batch)
            reason = objection(self.analysis, outcome, batch)
        except _CannotApply as error:
            reason = str(error)
        else:
            if reason is None:
                self.analysis = outcome
                self.mended += batch
                return
        if len(batch) == 1:
            self._refuse(batch[0], reason)
            return
        # At least one of them is at fault. Once a half has been applied, places have moved, and
        # the next pass finds those of the other half anew.
        middle, unchanged = len(batch) // 2, self.analysis
        self._attempt(batch[:middle])
        if self.analysis is unchanged:
            self._attempt(batch[middle:])

    def _applied(self, batch: Sequence[Diagnostic]) -> Analysis:
        fixes = [diagnostic.fix for diagnostic in batch if diagnostic.fix]
        changes = {path: self._changed(path, edits) for path, edits in edits_by_path(fixes).items()}
        workspace = self.analysis.workspace.with_changes(changes)
        return analyse(workspace, self.rules, reader=self.reader)

    def _changed(self, path: str, edits: Sequence[Edit]) -> bytes:
        workspace = self.analysis.workspace
        creates = any(edit.creates for edit in edits)
        if creates and workspace.exists(path):
            raise _CannotApply(f"{path} exists already")
        try:
            content = apply_edits(b"" if creates else workspace.read(path), edits)
        except (EditError, FileNotFoundError) as error:
            raise _CannotApply(f"{path}: {error}") from None
        if not parses(path, content):
            raise _CannotApply(f"{path} would not be valid Python any more")
        return content

    def _refuse(self, diagnostic: Diagnostic, reason: str) -> None:
        self.refused.add(key_of(diagnostic))
        place = diagnostic.place
        self.notices.append(
            f"{place.path}:{place.span.line}: {diagnostic.code} was not fixed: {reason}"
        )
