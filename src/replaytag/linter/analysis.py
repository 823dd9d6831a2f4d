"""One look at one project: its diagnostics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from replaytag.diagnostics import Diagnostic
from replaytag.project import Project, link
from replaytag.rules.base import Rule
from replaytag.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in a project: ``diagnostics`` are the reported ones, sorted."""

    workspace: Workspace
    project: Project
    diagnostics: tuple[Diagnostic, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What to say besides the diagnostics: of files left out, and of what was not judged."""
        return (*self.workspace.notices, *self.project.notes())


def analyse(workspace: Workspace, rules: Sequence[Rule]) -> Analysis:
    """Links the project and asks those of the ``rules`` that its configuration selects."""
    project = link(workspace, workspace.config.contract)
    found = {
        diagnostic
        for rule in rules
        if workspace.config.selects(rule.code)
        for diagnostic in rule.check(project)
        if workspace.is_reported(diagnostic.place.path)
    }
    diagnostics = sorted(found, key=lambda diagnostic: diagnostic.sort_key)
    return Analysis(workspace, project, tuple(diagnostics))
