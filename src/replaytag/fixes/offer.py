"""From actions to a fix that a diagnostic can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from replaytag.actions import CreateFile
from replaytag.diagnostics import Applicability, Fix
from replaytag.fixes.errors import CannotEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from replaytag.actions import Action
    from replaytag.workspace.workspace import Workspace


class Offers(Protocol):
    """What is known of a project: its files, and whether the edits of fixes are wanted."""

    @property
    def workspace(self) -> Workspace: ...

    @property
    def edits(self) -> bool: ...


def _stem(path: str) -> str:
    """The name of the module that a file is."""
    return path.rpartition("/")[2].removesuffix(".py")


def offer(
    project: Offers,
    actions: Sequence[Action],
    message: str,
    applicability: Applicability = Applicability.SAFE,
) -> tuple[Fix | None, str]:
    """The fix that does ``actions``, or None and the reason why there is no certain place.

    Where edits are not wanted, the fix is one without any: it is promised, and whether there is a
    certain place turns out when it is to be kept.
    """
    if not project.edits:
        return Fix(applicability, message, ()), ""
    # What writes code needs libcst, which takes longer to import than most of a run.
    from replaytag.fixes.build import build_edits

    workspace = project.workspace
    tops = {path.split("/")[0].removesuffix(".py") for path in workspace.files}
    tops |= {p.split("/")[1].removesuffix(".py") for p in workspace.files if p.startswith("src/")}
    tops |= {_stem(one.path) for one in actions if isinstance(one, CreateFile)}
    try:
        edits = build_edits(actions, workspace.read, lambda name: name in tops)
    except CannotEdit as error:
        return None, str(error)
    return Fix(applicability, message, edits), ""
