"""``replaytag``: the group of commands, and what happens when one of them fails."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from pathlib import Path
from typing import Any

import click

from replaytag import __version__
from replaytag.cli.check import check
from replaytag.cli.handlers import handlers
from replaytag.cli.rule import rule
from replaytag.cli.tags import tags
from replaytag.config import ConfigError
from replaytag.fixes.errors import WriteError
from replaytag.plugins import PluginError
from replaytag.workspace.errors import WorkspaceError

TRACEBACK_VARIABLE = "REPLAYTAG_TRACEBACK"
ERROR = 2
"""The exit code where replaytag could not do its work."""


class _Failure(click.ClickException):
    exit_code = ERROR

    def show(self, file: Any = None) -> None:
        click.echo(f"replaytag: error: {self.format_message()}", file=file, err=file is None)


class _Group(click.Group):
    """Turns every exception into one line on the standard error stream."""

    def invoke(self, ctx: click.Context) -> Any:
        _never_fail_on_characters()
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except (ConfigError, PluginError, WorkspaceError, WriteError) as error:
            raise _Failure(str(error)) from None
        except Exception as error:  # noqa: BLE001
            import traceback

            if os.environ.get(TRACEBACK_VARIABLE):
                traceback.print_exc()
            raise _Failure(_internal(error)) from None


def _never_fail_on_characters() -> None:
    """A terminal that lacks a character of somebody's source is no reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")


def _internal(error: Exception) -> str:
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    text = " ".join(str(error).split())
    return (
        f"internal error: {type(error).__name__}: {text}{place}. This is a bug in replaytag "
        f"{__version__}: please report it with what {TRACEBACK_VARIABLE}=1 prints"
    )


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="replaytag %(version)s")
def main() -> None:
    """Finds and mends the break between OpenReplay sessions and Sentry errors.

    A Sentry error links to the replay of its session only if the request's session token is put
    on the event as a tag. replaytag reads a project, tells which handlers' errors will carry
    the tag and which will not, and writes what is missing.
    """


for command in (check, handlers, tags, rule):
    main.add_command(command)


def run() -> None:
    """The console script: ``main``, then an end without ceremony.

    What an analysis of a large project holds takes longer to take apart than to let go of; and to
    search it for garbage, of which there is little, longer still.
    """
    gc.disable()
    try:
        main(prog_name="replaytag")
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        with contextlib.suppress(OSError):  # nobody reads on: the code tells
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(end.code)
