"""``replaytag check``: report, show fixes, or apply them."""

from __future__ import annotations

from pathlib import Path

import click

from replaytag.cli.options import (
    account,
    cache_dir_option,
    color_option,
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
    from replaytag.cache.store import Cache
    from replaytag.diagnostics import Severity
    from replaytag.linter.session import Session
    from replaytag.reports import concise, full, json, summary
    from replaytag.reports import diff as diffs
    from replaytag.reports.finding import Finding
    from replaytag.workspace import discover

    effort = effort_for(jobs)
    with effort.phase("discover"):
        workspaces = discover(
            paths or (Path(),),
            select=select,
            ignore=ignore,
            exclude=exclude or None,
            force_exclude=force_exclude,
        )
    session = Session(
        workspaces,
        fixing=apply_fixes or diff,
        unsafe=unsafe_fixes,
        edits=output_format == "json",
        cache=None if no_cache else Cache(cache_dir),
        effort=effort,
    )
    style = style_for(color)
    if diff:
        shown = diffs.render(session.changes(), style)
        write(shown)
        if not quiet:
            say(session.notes)
            click.echo(summary.would_fix(session.mended), nl=False, err=True)
        if verbose:
            account(effort)
        context.exit(0 if exit_zero or not shown else 1)
    session.write()
    findings = sorted(
        (
            Finding(analysis.workspace, diagnostic, unsafe_fixes)
            for analysis in session.analyses
            for diagnostic in analysis.diagnostics
        ),
        key=lambda finding: finding.sort_key,
    )
    if output_format == "json":
        write(json.render(findings))
    else:
        render = full.render if output_format == "full" else concise.render
        write(render(findings, style))
        if not quiet:
            write(summary.render(findings, mended=session.mended, style=style))
    if not quiet:
        say(session.notes)
    if verbose:
        account(effort)
    failed = any(finding.diagnostic.severity is not Severity.INFO for finding in findings)
    context.exit(1 if failed and not exit_zero else 0)
