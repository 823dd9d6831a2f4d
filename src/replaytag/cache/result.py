"""A result, and whether it still holds after some files have changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from replaytag.contract import Contract, Occurrence
from replaytag.diagnostics import Diagnostic
from replaytag.workspace.survey import mentions_sentry
from replaytag.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in a project: everything, whatever was to be reported of it.

    ``decisive`` are the files whose syntax was read or whose bytes name Sentry or the contract;
    all others were passed over, since their bytes hold none of ``markers`` and no other file leads
    to them. ``settled`` is whether nothing but that was asked of their bytes.
    """

    diagnostics: tuple[Diagnostic, ...]
    notes: tuple[str, ...]
    decisive: frozenset[str]
    markers: tuple[bytes, ...] = ()
    settled: bool = True

    def holds(self, workspace: Workspace, changed: Iterable[str]) -> bool:
        """Whether the files ``changed`` were passed over and would be again."""
        occurs = Occurrence(workspace.config.contract)
        for path in changed:
            if not self.settled or path in self.decisive or not path.endswith(".py"):
                return False
            data = workspace.scan(path)
            if mentions_sentry(data) or occurs(data):
                return False
            if any(marker in data for marker in self.markers):
                return False
        return True


def telling(workspace: Workspace, contract: Contract) -> frozenset[str]:
    """The files whose bytes name Sentry or the contract."""
    occurs = Occurrence(contract)
    contents = ((path, workspace.scan(path)) for path in workspace.files)
    return frozenset(path for path, data in contents if mentions_sentry(data) or occurs(data))
