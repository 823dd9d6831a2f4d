"""Colours, and when to use them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

import click

if TYPE_CHECKING:
    from replaytag.diagnostics import Severity

_SEVERITY = {"error": "red", "warning": "yellow", "info": "cyan"}


class Terminal(Protocol):
    """A stream that may be one."""

    def isatty(self) -> bool:
        """Whether it is."""


def use_color(choice: str, stream: Terminal, environment: Mapping[str, str]) -> bool:
    """Whether to colour what goes to ``stream``; ``choice`` is ``auto``, ``always`` or ``never``.

    ``NO_COLOR`` and ``FORCE_COLOR`` are as https://no-color.org and https://force-color.org have
    them, and the first one wins.
    """
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


class Style(NamedTuple):
    """Colours the parts of a report, or leaves them as they are."""

    color: bool = False

    def _apply(self, text: str, foreground: str | None = None, *, bold: bool = False) -> str:
        return click.style(text, fg=foreground, bold=bold or None) if self.color and text else text

    def severity(self, text: str, severity: Severity) -> str:
        return self._apply(text, _SEVERITY[severity], bold=True)

    def strong(self, text: str) -> str:
        return self._apply(text, bold=True)

    def frame(self, text: str) -> str:
        return self._apply(text, "blue", bold=True)

    def fixable(self, text: str) -> str:
        return self._apply(text, "cyan")

    def good(self, text: str) -> str:
        return self._apply(text, "green")

    def bad(self, text: str) -> str:
        return self._apply(text, "red")

    def doubtful(self, text: str) -> str:
        return self._apply(text, "yellow")
