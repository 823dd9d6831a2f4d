"""A result, and whether it still holds after some files have changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from replaytag.source import frozen
from replaytag.workspace.markers import NO_MARKERS, Markers

if TYPE_CHECKING:
    from replaytag.cache.outline import Outline
    from replaytag.contract import Occurrence
    from replaytag.diagnostics import Diagnostic
    from replaytag.workspace.workspace import Workspace

Signals = tuple[bool, bool, bool]
"""Whether a file's bytes name Sentry, the contract, or something of a framework."""


@frozen
class Result:
    """What was found in a project: everything, whatever was to be reported of it.

    ``decisive`` are the files whose syntax was read or whose bytes told something; all others were
    passed over: their bytes hold none of ``markers`` and no name of the contract, nor Sentry's
    unless that decides nothing by itself (``sentry_decides``), and no other file leads to them.
    ``outlines`` tell of some files what it was that decided, by the ``words`` that the analysis
    looked for. ``settled`` is whether nothing but that was asked of a file.
    """

    diagnostics: tuple[Diagnostic, ...]
    notes: tuple[str, ...]
    decisive: frozenset[str]
    markers: Markers = NO_MARKERS
    settled: bool = True
    sentry_decides: bool = True
    outlines: Mapping[str, tuple[Outline, Signals]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()

    def holds(self, workspace: Workspace, changed: Sequence[str]) -> bool:
        """Whether nothing in the files ``changed`` can make a difference."""
        if not changed:
            return True
        if not self.settled or not all(path.endswith(".py") for path in changed):
            return False
        from replaytag.contract import Occurrence

        occurs = Occurrence(workspace.config.contract, *workspace.config.contracts)
        shown = {path for diagnostic in self.diagnostics for path in _paths(diagnostic)}
        for path in changed:
            data = workspace.scan(path)
            signals = signals_of(data, occurs, self.markers)
            if path not in self.decisive:
                sentry, *others = signals
                if any(others) or (sentry and self.sentry_decides):
                    return False
            elif path in shown or not self._is_same(path, data, signals):
                return False
        return True

    def _is_same(self, path: str, data: bytes, signals: Signals) -> bool:
        known, before = self.outlines.get(path, (None, None))
        if known is None or signals != before:
            return False
        from replaytag.cache.outline import is_same
        from replaytag.facts.errors import SourceError
        from replaytag.facts.reader import read

        try:
            return is_same(known, read(path, data), data, self.words)
        except SourceError:
            return False


def signals_of(data: bytes, occurs: Occurrence, markers: Markers) -> Signals:
    """What a file's bytes say: of Sentry, of the contract, of a framework."""
    from replaytag.workspace.survey import mentions_sentry

    return mentions_sentry(data), occurs(data), markers(data)


def _paths(diagnostic: Diagnostic) -> Iterator[str]:
    """The files that a diagnostic shows places in."""
    yield diagnostic.place.path
    yield from (related.place.path for related in diagnostic.related)
    yield from (edit.path for edit in (diagnostic.fix.edits if diagnostic.fix else ()))


def telling(workspace: Workspace) -> frozenset[str]:
    """The files whose bytes name Sentry or a contract."""
    from replaytag.contract import Occurrence
    from replaytag.workspace.survey import mentions_sentry

    occurs = Occurrence(workspace.config.contract, *workspace.config.contracts)
    contents = ((path, workspace.scan(path)) for path in workspace.files)
    return frozenset(path for path, data in contents if mentions_sentry(data) or occurs(data))
