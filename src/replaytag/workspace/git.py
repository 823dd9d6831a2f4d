"""Git's own list of the files of a repository."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

# A hook sets these for its own repository, which need not be the one that is read.
_LOCAL_VARIABLES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")


def list_files(root: Path, meanwhile: Callable[[], object]) -> list[str] | None:
    """The tracked files, and the untracked ones that are not ignored, relative to ``root``.

    A tracked file may be missing from the disk, and is named several times where it is in
    conflict. None where git is not installed, or refuses. ``meanwhile`` is called while git is at
    work.
    """
    environment = {key: value for key, value in os.environ.items() if key not in _LOCAL_VARIABLES}
    # A repository's configuration may name a program to run as file system monitor.
    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--others"]
    try:
        listing = subprocess.Popen(
            [*command, "--exclude-standard"],
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None
    with listing:
        meanwhile()
        output, _ = listing.communicate()
    if listing.returncode:
        return None
    names = os.fsdecode(output).split("\0")
    return [name for name in names if name and not name.endswith("/")]
