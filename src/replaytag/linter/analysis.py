"""One look at one project: its diagnostics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from replaytag.diagnostics import Diagnostic
from replaytag.workspace import Workspace
from replaytag.workspace.survey import NO_SENTRY, Survey, survey

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.rules.base import Rule


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in a project: ``diagnostics`` are the reported ones, sorted.

    ``notes`` are what to say besides: of files left out, and of what was not judged. ``project``
    is None where the bytes of its files told that there is nothing to find.
    """

    workspace: Workspace
    project: Project | None
    diagnostics: tuple[Diagnostic, ...] = ()
    notes: tuple[str, ...] = ()


def nothing_in(workspace: Workspace) -> Analysis:
    """The analysis of a project whose survey is empty."""
    asked = any(map(workspace.is_reported, workspace.files))
    return Analysis(workspace, None, notes=(*workspace.notices, *([NO_SENTRY] if asked else [])))


def analyse(
    workspace: Workspace, rules: Sequence[Rule], surveyed: Survey | None = None
) -> Analysis:
    """Links the project and asks those of the ``rules`` that its configuration selects."""
    # The evaluator and the frameworks take longer to import than many a project to survey.
    from replaytag.project import link

    contract = workspace.config.contract
    surveyed = surveyed or survey(workspace, contract)
    project = link(workspace, contract, tags=surveyed.contract)
    found = {
        diagnostic
        for rule in rules
        if workspace.config.selects(rule.code)
        for diagnostic in rule.check(project)
        if workspace.is_reported(diagnostic.place.path)
    }
    diagnostics = sorted(found, key=lambda diagnostic: diagnostic.sort_key)
    notes = (*workspace.notices, *project.notes())
    return Analysis(workspace, project, tuple(diagnostics), notes)
