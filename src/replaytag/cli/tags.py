"""``replaytag tags``: every call that sets a Sentry tag."""

from __future__ import annotations

from pathlib import Path

import click

from replaytag.cli.options import (
    account,
    color_option,
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
@exclude_option
@output_format_option("text", "json")
@jobs_option
@verbose_option
@color_option
def tags(
    paths: tuple[Path, ...],
    exclude: tuple[str, ...],
    output_format: str,
    jobs: int | None,
    verbose: bool,
    color: str,
) -> None:
    """List the calls that set Sentry tags and whether they reach the event."""
    from replaytag.reports import inventory

    effort = effort_for(jobs)
    found = []
    notes: list[str] = []
    for workspace, project in linked_projects(paths, exclude, effort, tags=True):
        rows = project.tag_calls()
        found += [(workspace, row) for row in rows if workspace.is_reported(row.path)]
        notes += workspace.notices
    if output_format == "json":
        write(inventory.tag_calls_as_json(found))
    else:
        write(inventory.tag_calls_as_text(found, style_for(color)))
    say(notes)
    if verbose:
        account(effort)
