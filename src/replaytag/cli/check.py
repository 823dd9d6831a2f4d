"""``replaytag check``: report, show fixes, or apply them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from replaytag.cli.options import (
    account,
    cache_dir_option,
    color_option,
    contract_option,
    effort_for,
    exclude_option,
    force_exclude_option,
    jobs_option,
    no_cache_option,
    output_format_option,
    paths_argument,
    quiet_option,
    say,
    split_commas,
    style_for,
    verbose_option,
    write,
)

if TYPE_CHECKING:
    from replaytag.cache.store import Cache
    from replaytag.linter.session import Session
    from replaytag.reports.finding import Finding
    from replaytag.reports.style import Style


@click.command()
@paths_argument
@click.option("--fix", "apply_fixes", is_flag=True, help="Apply safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="Count unsafe fixes among those to apply.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and change nothing.")
@click.option(
    "--select",
    multiple=True,
    callback=split_commas,
    metavar="CODES",
    help="Check these rules only (codes or beginnings of them, ALL; comma-separated).",
)
@click.option(
    "--ignore",
    multiple=True,
    callback=split_commas,
    metavar="CODES",
    help="Leave these rules out, besides those that the configuration ignores.",
)
@contract_option
@exclude_option
@force_exclude_option
@output_format_option("full", "concise", "json")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if something was found.")
@no_cache_option
@cache_dir_option
@jobs_option
@quiet_option
@verbose_option
@color_option
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[Path, ...],
    apply_fixes: bool,
    unsafe_fixes: bool,
    diff: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    contract: str | None,
    exclude: tuple[str, ...],
    force_exclude: bool,
    output_format: str,
    exit_zero: bool,
    no_cache: bool,
    cache_dir: Path | None,
    jobs: int | None,
    quiet: bool,
    verbose: bool,
    color: str,
) -> None:
    """Report what keeps errors from their session replays.

    PATHS (default: the working directory) say which files are reported on. Whatever they are, the
    whole project around them is read: a handler may be covered by a middleware elsewhere.

    \b
    Exit codes:
      0  nothing was found, or all of it was fixed
      1  something was found, or --diff has something to show
      2  replaytag could not do its work
    """
    if diff and output_format == "json":
        raise click.UsageError("--diff prints a diff, so it goes with no --output-format json.")
    from replaytag.workspace import discover

    effort = effort_for(jobs)
    with effort.phase("discover"):
        workspaces = discover(
            paths or (Path(),),
            select=select,
            ignore=ignore,
            exclude=exclude or None,
            force_exclude=force_exclude,
            contract=contract,
            meanwhile=partial(_import_what_follows, cached=not no_cache),
        )
    from replaytag.linter.session import Session
    from replaytag.reports import summary

    session = Session(
        workspaces,
        fixing=apply_fixes or diff,
        unsafe=unsafe_fixes,
        edits=output_format == "json",
        cache=None if no_cache else _cache(cache_dir),
        effort=effort,
    )
    style = style_for(color)
    if diff:
        from replaytag.reports import diff as diffs

        shown = diffs.render(session.changes(), style)
        write(shown)
        if not quiet:
            say(session.notes)
            click.echo(summary.would_fix(session.mended), nl=False, err=True)
        if verbose:
            account(effort)
        context.exit(0 if exit_zero or not shown else 1)
    session.write()
    findings = _findings(session, unsafe_fixes)
    write(_render(findings, output_format, style))
    if not quiet and output_format != "json":
        write(summary.render(findings, mended=session.mended, style=style))
    if not quiet:
        say(session.notes)
    if verbose:
        account(effort)
    failed = any(finding.fails for finding in findings)
    context.exit(1 if failed and not exit_zero else 0)


# What only some runs need is imported by those alone: it takes longer than to look through many a
# project.


def _import_what_follows(*, cached: bool) -> None:
    """Imports what every run needs once its files are listed."""
    import_module("replaytag.linter.session")
    import_module("replaytag.reports.summary")
    import_module("replaytag.cache.store" if cached else "replaytag.workspace.survey")


def _cache(directory: Path | None) -> Cache:
    from replaytag.cache.store import Cache

    return Cache(directory)


def _findings(session: Session, unsafe: bool) -> list[Finding]:
    """What was found in all projects, in the order of the report."""
    found = [
        (analysis.workspace, diagnostic)
        for analysis in session.analyses
        for diagnostic in analysis.diagnostics
    ]
    if not found:
        return []
    from replaytag.reports.finding import Finding

    findings = (Finding(workspace, diagnostic, unsafe) for workspace, diagnostic in found)
    return sorted(findings, key=lambda finding: finding.sort_key)


def _render(findings: Sequence[Finding], output_format: str, style: Style) -> str:
    if output_format == "json":
        from replaytag.reports import json

        return json.render(findings)
    if not findings:
        return ""
    if output_format == "concise":
        from replaytag.reports import concise

        return concise.render(findings, style)
    from replaytag.reports import full

    return full.render(findings, style)
