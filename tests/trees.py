"""Directory trees as dictionaries."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path


def plant(root: Path, tree: Mapping[str, str | bytes]) -> Path:
    """Writes the files of ``tree`` below ``root``; a path that ends in ``/`` is a directory."""
    root.mkdir(parents=True, exist_ok=True)
    for name, content in tree.items():
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def git(root: Path, *arguments: str) -> str:
    """Runs git in ``root``, without the user's configuration and that of a surrounding hook."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    command = ["git", *identity, "-c", "init.defaultBranch=main", *arguments]
    done = subprocess.run(
        command, cwd=root, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def repository(root: Path, tree: Mapping[str, str | bytes]) -> Path:
    """Plants ``tree`` and makes it a git repository in which everything is tracked."""
    plant(root, tree)
    git(root, "init", "--quiet")
    git(root, "add", "--all", "--force")
    git(root, "commit", "--quiet", "--message", "Start")
    return root
