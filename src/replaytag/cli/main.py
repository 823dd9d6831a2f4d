"""``replaytag``: the group of commands, and what happens when one of them fails."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from replaytag import __version__
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


_COMMANDS = ("check", "handlers", "rule", "tags")
"""Each is in the module of its name, which is imported when the command is asked for."""


class _Group(click.Group):
    """Turns every exception into one line on the standard error stream."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"replaytag.cli.{cmd_name}"), cmd_name)
        return command

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
