"""Arguments and options that several commands have."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from replaytag.contract import CONTRACTS

if TYPE_CHECKING:
    from replaytag.effort import Effort
    from replaytag.reports.style import Style

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def split_commas(
    context: click.Context, parameter: click.Parameter, values: Sequence[str]
) -> tuple[str, ...]:
    """The values of an option that takes comma-separated lists and may be given several times."""
    parts = (part.strip() for value in values for part in value.split(","))
    return tuple(part for part in parts if part)


paths_argument: Decorator = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))

color_option: Decorator = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to colour the output. NO_COLOR and FORCE_COLOR count for `auto`.",
)


def output_format_option(*formats: str) -> Decorator:
    """``--output-format``; the first of ``formats`` is the default."""
    return click.option(
        "--output-format",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print what was found.",
    )


exclude_option: Decorator = click.option(
    "--exclude",
    multiple=True,
    callback=split_commas,
    metavar="PATTERNS",
    help="Leave these files out, instead of those that the configuration excludes "
    "(as in a .gitignore; comma-separated).",
)

force_exclude_option: Decorator = click.option(
    "--force-exclude",
    is_flag=True,
    help="Leave out what is excluded, and do not judge tests, examples and documentation, "
    "even where their paths are given. For pre-commit, which gives all changed paths.",
)

contract_option: Decorator = click.option(
    "--contract",
    type=click.Choice(list(CONTRACTS)),
    default=None,
    help="Which of OpenReplay's contracts holds, instead of the configured one: `token` up to "
    "OpenReplay 1.20, `session-id` from 1.21 on, or `both`.",
)

jobs_option: Decorator = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    metavar="N",
    help="How many processes may read files at once (default: one for each processor).",
)

no_cache_option: Decorator = click.option(
    "--no-cache", is_flag=True, help="Neither read nor write the cache."
)

cache_dir_option: Decorator = click.option(
    "--cache-dir",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="REPLAYTAG_CACHE_DIR",
    show_envvar=True,
    help="Where the cache is (default: .replaytag_cache in the project's root).",
)

quiet_option: Decorator = click.option(
    "-q", "--quiet", is_flag=True, help="Print what was found, and neither summary nor notes."
)

verbose_option: Decorator = click.option(
    "-v", "--verbose", is_flag=True, help="Tell the time of each phase, and how many files it took."
)


def effort_for(jobs: int | None) -> Effort:
    """The means of a run: as many processes as were asked for, or as the machine has."""
    from replaytag.effort import Effort

    return Effort(jobs=jobs or _processors())


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def style_for(color: str) -> Style:
    """The style for the standard output stream."""
    from replaytag.reports.style import Style, use_color

    return Style(use_color(color, sys.stdout, os.environ))


def write(text: str) -> None:
    """Prints to the standard output stream; colours are decided already."""
    click.echo(text, nl=False, color=True)


def say(lines: Iterable[str]) -> None:
    """Prints notes to the standard error stream, each once."""
    for line in dict.fromkeys(lines):
        click.echo(f"note: {line}", err=True)


def account(effort: Effort) -> None:
    """Prints what a run took to the standard error stream."""
    for line in effort.lines():
        click.echo(line, err=True)
