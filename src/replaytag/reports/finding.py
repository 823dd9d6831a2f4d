"""A diagnostic together with the project that it is about, as reports show it."""

from __future__ import annotations

import os
from pathlib import Path

from replaytag.diagnostics import Applicability, Diagnostic, Severity
from replaytag.facts.decoding import decode
from replaytag.facts.errors import SourceError
from replaytag.reports.characters import printable
from replaytag.source import frozen
from replaytag.workspace import Workspace


@frozen
class Finding:
    """One diagnostic of ``workspace``. ``unsafe`` is whether unsafe fixes were asked for."""

    workspace: Workspace
    diagnostic: Diagnostic
    unsafe: bool = False

    @property
    def filename(self) -> str:
        return shown_path(self.workspace, self.diagnostic.place.path)

    @property
    def sort_key(self) -> tuple[object, ...]:
        return (self.filename, *self.diagnostic.sort_key[1:])

    @property
    def fails(self) -> bool:
        """Whether a run that finds it has failed."""
        return self.diagnostic.severity is not Severity.INFO

    @property
    def applicability(self) -> Applicability | None:
        """How its fix may be applied; None where it has none."""
        return self.diagnostic.fix.applicability if self.diagnostic.fix else None

    @property
    def is_fixable(self) -> bool:
        """Whether ``--fix`` mends it, with ``--unsafe-fixes`` if that was given."""
        return self.applicability is Applicability.SAFE or (self.unsafe and self.is_unsafe)

    @property
    def is_unsafe(self) -> bool:
        """Whether it takes ``--unsafe-fixes`` to mend it."""
        return self.applicability is Applicability.UNSAFE

    def lines(self, path: str) -> list[str]:
        """The lines of a file of the project, as far as they can be told."""
        try:
            data = self.workspace.read(path)
        except FileNotFoundError:
            return []
        try:
            text, _ = decode(data)
        except SourceError:
            text = data.decode("latin-1")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def shown_path(workspace: Workspace, path: str) -> str:
    """``path`` as seen from the working directory, with forward slashes."""
    return printable(Path(os.path.relpath(workspace.root / path)).as_posix())
