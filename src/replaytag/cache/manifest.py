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
    def of(cls, workspace: Workspace) -> Manifest:
        """The manifest of the files as they are now."""
        limit = time.time_ns() - _SETTLED
        stamps = {}
        for path in listed(workspace):
            changed, size = _status(workspace, path)
            stamps[path] = Stamp(changed if changed < limit else 0, size, _digest(workspace, path))
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


def _digest(workspace: Workspace, path: str) -> str:
    return digest([workspace.scan(path)])


def _status(workspace: Workspace, path: str) -> tuple[int, int]:
    try:
        status = os.stat(f"{workspace.root}/{path}")  # noqa: PTH116 - thousands of times
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
