"""From actions to a fix that a diagnostic can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.diagnostics import Applicability, Fix
from replaytag.fixes.errors import CannotEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from replaytag.actions import Action
    from replaytag.workspace.workspace import Workspace


def offer(
    workspace: Workspace,
    actions: Sequence[Action],
    message: str,
    applicability: Applicability = Applicability.SAFE,
) -> tuple[Fix | None, str]:
    """The fix that does ``actions``, or None and the reason why there is no certain place."""
    # What writes code needs libcst, and most runs offer nothing.
    from replaytag.fixes.build import build_edits

    tops = {path.split("/")[0].removesuffix(".py") for path in workspace.files}
    tops |= {p.split("/")[1].removesuffix(".py") for p in workspace.files if p.startswith("src/")}
    try:
        edits = build_edits(actions, workspace.read, lambda name: name in tops)
    except CannotEdit as error:
        return None, str(error)
    return Fix(applicability, message, edits), ""
