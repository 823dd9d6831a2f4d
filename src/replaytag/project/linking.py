"""From a workspace to a linked project: read what can matter, evaluate it, collect the records."""

from __future__ import annotations

from replaytag.contract import Contract
from replaytag.facts.collector import collector_paused
from replaytag.project.deep import run_deep
from replaytag.project.explorer import Explorer
from replaytag.project.linker import Linker
from replaytag.project.project import Project
from replaytag.project.reading import FactsReader
from replaytag.workspace.shares import matching
from replaytag.workspace.workspace import Workspace


def link(
    workspace: Workspace,
    contract: Contract,
    *,
    tags: bool = True,
    reader: FactsReader | None = None,
) -> Project:
    """Analyses the project in ``workspace`` by ``contract``.

    ``tags`` is whether what the code puts on Sentry's scopes is followed. Where no name of the
    contract occurs in the project, nothing of it can concern the contract, and apps and handlers
    alone are enough. ``reader`` may know facts from before.
    """
    linker = Linker(workspace, contract, reader, tags=tags)
    markers = linker.markers
    seeds = matching(
        workspace, lambda _, data: markers(data), workspace.own_files, linker.processes
    )
    linker.files.reader.prepare(workspace, seeds)

    explorer = Explorer(linker)

    def linked() -> Project:
        linker.begin(seeds)
        explorer.evaluate()
        project = linker.project(linker.records(handlers=True), explorer.markers(markers))
        project.settle()
        return project

    with collector_paused():
        return run_deep(linked)
