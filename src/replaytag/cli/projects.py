"""The linked projects that the paths of a command line lead to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from replaytag.effort import Effort
    from replaytag.project import Project
    from replaytag.workspace import Workspace


def linked_projects(
    paths: tuple[Path, ...],
    exclude: tuple[str, ...],
    effort: Effort,
    *,
    tags: bool = False,
    contract: str | None = None,
) -> Iterator[tuple[Workspace, Project]]:
    """Each project at ``paths`` (none: the working directory), analysed but not judged by rules.

    ``tags`` is whether Sentry's tags are listed, be they the contract's or others.
    """
    from replaytag.project import link
    from replaytag.project.reading import FactsReader
    from replaytag.workspace import discover
    from replaytag.workspace.survey import survey

    for workspace in discover(paths or (Path(),), exclude=exclude or None, contract=contract):
        chosen = workspace.config.contract
        effort.counts["listed"] += len(workspace.files)
        with effort.phase("survey"):
            follow = tags or survey(workspace, chosen, effort.processes).contract
        with effort.phase("analyse"):
            project = link(
                workspace, workspace.config.contract, tags=follow, reader=FactsReader(effort)
            )
        effort.counts["read"] += len(workspace.read_paths.intersection(workspace.files))
        yield workspace, project
