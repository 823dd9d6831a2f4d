"""``replaytag handlers``: every handler, and whether its errors carry the tag."""

from __future__ import annotations

from pathlib import Path

import click

from replaytag.cli.options import (
    account,
    color_option,
    contract_option,
    effort_for,
    exclude_option,
    jobs_option,
    output_format_option,
    paths_argument,
    say,
    style_for,
    verbose_option,
    write,
)
from replaytag.cli.projects import linked_projects


@click.command()
@paths_argument
@contract_option
@exclude_option
@output_format_option("text", "json")
@jobs_option
@verbose_option
@color_option
def handlers(
    paths: tuple[Path, ...],
    contract: str | None,
    exclude: tuple[str, ...],
    output_format: str,
    jobs: int | None,
    verbose: bool,
    color: str,
) -> None:
    """List the web handlers and whether a tagger covers them."""
    from replaytag.reports import inventory

    effort = effort_for(jobs)
    found = []
    notes: list[str] = []
    for workspace, project in linked_projects(paths, exclude, effort, contract=contract):
        rows = project.handlers()
        found += [(workspace, row) for row in rows if workspace.is_reported(row.path)]
        notes += [*workspace.notices, *project.notes()]
    if output_format == "json":
        write(inventory.handlers_as_json(found))
    else:
        write(inventory.handlers_as_text(found, style_for(color)))
    say(notes)
    if verbose:
        account(effort)
