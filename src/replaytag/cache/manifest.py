"""Which files a result was made from, and which of them have changed since."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from replaytag.cache.digest import digest

if TYPE_CHECKING:
    from replaytag.workspace.workspace import Status, Workspace

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file system tells a second change from the first by its time."""


class Stamp(NamedTuple):
    """How a file was: time of its last change (0: not to be relied on), size, and content."""

    changed: int
    size: int
    digest: str


class Manifest(NamedTuple):
    """The stamps of all files of a project, manifests of dependencies included."""

    stamps: Mapping[str, Stamp]

    @classmethod
    def of(
        cls, workspace: Workspace, statuses: Mapping[str, Status], known: Manifest | None = None
    ) -> Manifest | None:
        """The manifest of the files if they are still as when ``statuses`` were taken.

        Of a file that is still as an earlier manifest ``known`` has it, nothing is read.
        """
        limit = time.time_ns() - _SETTLED
        before = known.stamps if known is not None else {}
        stamps = {}
        for path, (changed, size) in statuses.items():
            stamp = before.get(path)
            if stamp is not None and changed and (stamp.changed, stamp.size) == (changed, size):
                content = stamp.digest
            else:
                content = _digest(workspace, path)
            if _status(workspace, path) != (changed, size):
                return None
            stamps[path] = Stamp(changed if changed < limit else 0, size, content)
        return cls(stamps)

    @property
    def is_settled(self) -> bool:
        """Whether the time of every file can be relied on."""
        return all(stamp.changed for stamp in self.stamps.values())

    @property
    def state(self) -> str:
        """What :func:`state_of` gives while no file changes; empty: that would not tell."""
        if not self.is_settled:
            return ""
        return state_of({path: (s.changed, s.size) for path, s in self.stamps.items()})

    def changed(self, workspace: Workspace) -> list[str] | None:
        """The files whose content is another one; None where files have come or gone.

        A file is read only if its time or its size is not what it was.
        """
        statuses = statuses_of(workspace)
        if self.stamps.keys() != statuses.keys():
            return None
        return [
            path for path, status in statuses.items() if self._is_changed(workspace, path, status)
        ]

    def _is_changed(self, workspace: Workspace, path: str, status: Status) -> bool:
        stamp = self.stamps[path]
        if stamp.changed and (stamp.changed, stamp.size) == status:
            return False
        return stamp.digest != _digest(workspace, path)

    def as_json(self) -> dict[str, Any]:
        return dict(self.stamps)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Manifest:
        """The manifest that ``as_json`` gave ``data`` for; other data raise any exception."""
        return cls({path: Stamp(int(c), int(s), str(d)) for path, (c, s, d) in data.items()})


def listed(workspace: Workspace) -> tuple[str, ...]:
    """Every file whose content may decide what is found."""
    return (*workspace.files, *workspace.others)


def statuses_of(workspace: Workspace) -> dict[str, Status]:
    """How the files of a project looked from outside when they were listed, or look now."""
    known = workspace.statuses
    return {
        path: known[path] if path in known else _status(workspace, path)
        for path in listed(workspace)
    }


def state_of(statuses: Mapping[str, Status]) -> str:
    """A digest of all the ``statuses``: another one where a file has come, gone or changed."""
    # No path has a NUL in it.
    return digest(["".join(f"{path}\0{c}\0{size}\0" for path, (c, size) in statuses.items())])


def _digest(workspace: Workspace, path: str) -> str:
    return digest([workspace.scan(path)])


def _status(workspace: Workspace, path: str) -> Status:
    try:
        status = os.stat(f"{workspace.root}/{path}")  # noqa: PTH116 - thousands of times
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
