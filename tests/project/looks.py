"""A short look at a project given as texts, beside a look at the whole of it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

from replaytag.linter.analysis import Analysis, analyse
from replaytag.rules.registry import load_rules
from replaytag.workspace.survey import Survey
from replaytag.workspace.workspace import Workspace


def workspace_of(files: Mapping[str, str]) -> Workspace:
    """The project that consists of ``files``, by their paths."""
    changes = {path: textwrap.dedent(text).encode() for path, text in files.items()}
    python = [path for path in changes if path.endswith(".py")]
    others = [path for path in changes if not path.endswith(".py")]
    return Workspace(Path("/nowhere"), python, others=others, changes=changes)


def short_and_whole(files: Mapping[str, str], *, contract: bool) -> tuple[Analysis, Analysis]:
    """What either look finds; ``contract`` is whether the files name the contract."""
    surveyed = Survey(sentry=True, contract=contract)
    return (
        analyse(workspace_of(files), load_rules(), surveyed, whole=False),
        analyse(workspace_of(files), load_rules(), surveyed),
    )
