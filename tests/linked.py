"""Small projects given as texts, linked in memory."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

from replaytag.config import Config
from replaytag.contract import DEFAULT_CONTRACT, Contract
from replaytag.project import Project, link
from replaytag.workspace.workspace import Workspace


def linked(
    files: Mapping[str, str] | str,
    contract: Contract = DEFAULT_CONTRACT,
    *,
    tags: bool = True,
    config: Config | None = None,
) -> Project:
    """The project that consists of ``files``; one text alone is ``app.py``."""
    named = {"app.py": files} if isinstance(files, str) else files
    changes = {path: textwrap.dedent(text).lstrip("\n").encode() for path, text in named.items()}
    python = [path for path in changes if path.endswith(".py")]
    others = [path for path in changes if not path.endswith(".py")]
    workspace = Workspace(Path("/nowhere"), python, others=others, changes=changes, config=config)
    return link(workspace, contract, tags=tags)
