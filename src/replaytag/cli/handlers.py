"""``replaytag handlers``: every handler, and whether its errors carry the tag."""

from __future__ import annotations

from pathlib import Path

import click

from replaytag.cli.options import (
    color_option,
    exclude_option,
    output_format_option,
    paths_argument,
    say,
    style_for,
    write,
)


@click.command()
@paths_argument
@exclude_option
@output_format_option("text", "json")
@color_option
def handlers(
    paths: tuple[Path, ...],
    exclude: tuple[str, ...],
    output_format: str,
    color: str,
) -> None:
    """List the web handlers and whether a tagger covers them."""
    from replaytag.project import link
    from replaytag.reports import inventory
    from replaytag.workspace import discover

    found = []
    notes: list[str] = []
    for workspace in discover(paths or (Path(),), exclude=exclude or None):
        project = link(workspace, workspace.config.contract)
        listed = [item for item in project.handlers() if workspace.is_reported(item.path)]
        found += [(workspace, item) for item in listed]
        notes += [*workspace.notices, *project.notes()]
    if output_format == "json":
        write(inventory.handlers_as_json(found))
    else:
        write(inventory.handlers_as_text(found, style_for(color)))
    say(notes)
