"""Which files a result was made from, and which of them have changed since."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from replaytag.cache.digest import digest
from replaytag.workspace.workspace import Workspace

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file system tells a second change from the first by its time."""


Status = tuple[int, int]
"""The time of a file's last change, in nanoseconds, and its size in bytes."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a file was: time of its last change (0: not to be relied on), size, and content."""

    changed: int
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The stamps of all files of a project, manifests of dependencies included."""

    stamps: Mapping[str, Stamp]

    @classmethod
    def of(cls, workspace: Workspace, statuses: Mapping[str, Status]) -> Manifest | None:
        """The manifest of the files if they are still as when ``statuses`` were taken."""
        limit = time.time_ns() - _SETTLED
        stamps = {}
        for path, (changed, size) in statuses.items():
            content = _digest(workspace, path)
            if _status(workspace, path) != (changed, size):
                return None
            stamps[path] = Stamp(changed if changed < limit else 0, size, content)
        return cls(stamps)

    def changed(self, workspace: Workspace) -> list[str] | None:
        """The files whose content is another one; None where files have come or gone.

        A file is read only if its time or its size is not what it was.
        """
        paths = listed(workspace)
        if self.stamps.keys() != set(paths):
            return None
        return [path for path in paths if self._is_changed(workspace, path)]

    def _is_changed(self, workspace: Workspace, path: str) -> bool:
        stamp = self.stamps[path]
        if stamp.changed and (stamp.changed, stamp.size) == _status(workspace, path):
            return False
        return stamp.digest != _digest(workspace, path)

    def as_json(self) -> dict[str, Any]:
        return {path: [s.changed, s.size, s.digest] for path, s in self.stamps.items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Manifest:
        """The manifest that ``as_json`` gave ``data`` for; other data raise any exception."""
        return cls({path: Stamp(int(c), int(s), str(d)) for path, (c, s, d) in data.items()})


def listed(workspace: Workspace) -> tuple[str, ...]:
    """Every file whose content may decide what is found."""
    return (*workspace.files, *workspace.others)


def statuses_of(workspace: Workspace) -> dict[str, Status]:
    """How the files of a project look from outside."""
    return {path: _status(workspace, path) for path in listed(workspace)}


def _digest(workspace: Workspace, path: str) -> str:
    return digest([workspace.scan(path)])


def _status(workspace: Workspace, path: str) -> Status:
    try:
        status = os.stat(f"{workspace.root}/{path}")  # noqa: PTH116 - thousands of times
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
