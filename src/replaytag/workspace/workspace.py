"""One project's files as the analysis sees them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from replaytag.config import Config
from replaytag.workspace.roles import is_supporting
from replaytag.workspace.scope import Scope

Status = tuple[int, int]
"""The time of a file's last change, in nanoseconds, and its size in bytes."""


class Workspace:
    """The Python files of a project, with the scope and the settings of a run.

    Every path is relative to ``root``, with forward slashes. Changes that are not written yet lie
    over the files on the disk, so that a fixed project can be analysed before it is saved.
    """

    def __init__(
        self,
        root: Path,
        files: Iterable[str],
        *,
        others: Iterable[str] = (),
        scope: Scope | None = None,
        config: Config | None = None,
        changes: Mapping[str, bytes] | None = None,
        notices: Iterable[str] = (),
        statuses: Mapping[str, Status] | None = None,
    ) -> None:
        self.root = root
        self._base = str(root)
        self.changes = dict(changes or {})
        created = (path for path in self.changes if path.endswith(".py"))
        self.files = tuple(sorted({*files, *created}))
        self.others = tuple(others)
        self._listed = frozenset((*self.files, *self.others))
        self.scope = scope or Scope()
        self.config = config or Config()
        self.statuses: Mapping[str, Status] = statuses or {}
        """How files looked from outside when they were listed, before any of them was read."""
        self._notices = dict.fromkeys(notices)
        self._contents: dict[str, bytes] = {}
        self.read_paths: set[str] = set()
        """The files whose bytes were read from the disk."""
        self.consulted: set[str] = set()
        """Files, there or not, that were asked for and are not listed."""

    def read(self, path: str) -> bytes:
        """The bytes of a file; of one that is listed but cannot be read: none, and a notice.

        Raises:
            FileNotFoundError: There is no file at ``path``.
        """
        if path in self.changes:
            return self.changes[path]
        return self._read_original(path)

    def scan(self, path: str) -> bytes:
        """As :meth:`read`, but not kept: for looking through all files, of which few matter."""
        if path in self.changes or path in self._contents:
            return self.read(path)
        return self._read_from_disk(path)

    def original(self, path: str) -> bytes | None:
        """The bytes of a file without the changes; None where the changes create it."""
        try:
            return self._read_original(path)
        except FileNotFoundError:
            return None

    def _read_original(self, path: str) -> bytes:
        if path not in self._contents:
            self._contents[path] = self._read_from_disk(path)
        return self._contents[path]

    def _read_from_disk(self, path: str) -> bytes:
        self.read_paths.add(path)
        try:
            return _content(f"{self._base}/{path}")
        except OSError as error:
            if path not in self._listed or path in self.changes:
                raise FileNotFoundError(path) from error
            self._notices[f"{path}: cannot be read: {error.strerror}"] = None
            return b""

    def consult(self, path: str) -> bool:
        """Whether there is a file at ``path`` that may be read though it was not listed.

        What is found here decides results, and nobody watches whether it changes.
        """
        if path in self._listed:
            return True
        self.consulted.add(path)
        target = Path(os.path.realpath(self.root / path))
        return target.is_file() and target.is_relative_to(os.path.realpath(self.root))

    def exists(self, path: str) -> bool:
        """Whether there is anything at ``path``, be it part of the project or not."""
        return path in self.changes or (self.root / path).exists()

    def is_reported(self, path: str) -> bool:
        """Whether diagnostics in ``path`` are reported."""
        return self.scope.reports(path)

    def named_explicitly(self, path: str) -> bool:
        """Whether the user asked for ``path`` itself, or for the tests or examples it is one of."""
        return self.scope.names(path)

    def is_supporting(self, path: str) -> bool:
        """Whether ``path`` is a test, example or documentation that the user did not ask for."""
        return is_supporting(path) and not self.named_explicitly(path)

    @cached_property
    def own_files(self) -> tuple[str, ...]:
        """The files but for tests, examples and documentation that the user did not ask for."""
        return tuple(path for path in self.files if not self.is_supporting(path))

    def with_changes(self, changes: Mapping[str, bytes]) -> Workspace:
        """The same project with the contents of some files replaced, or of new ones added."""
        changed = Workspace(
            self.root,
            self.files,
            others=self.others,
            scope=self.scope,
            config=self.config,
            changes={**self.changes, **changes},
        )
        changed._contents = self._contents
        changed.read_paths = self.read_paths
        changed.consulted = self.consulted
        changed._notices = self._notices
        return changed

    def note_reading(self, paths: Iterable[str], notices: Iterable[str]) -> None:
        """Takes in which files another process has read for this one, and what it noticed."""
        self.read_paths.update(paths)
        self._notices |= dict.fromkeys(notices)

    def notice(self, text: str) -> None:
        """Adds something that the user should know of a file."""
        self._notices[text] = None

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know of files that were left out."""
        return tuple(self._notices)


_OPEN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def _content(path: str) -> bytes:
    """The bytes of a file; tens of thousands of times: a file object takes as long as to read it.

    Raises:
        OSError: It cannot be read.
    """
    descriptor = os.open(path, _OPEN)
    try:
        size = os.fstat(descriptor).st_size
        parts = [os.read(descriptor, size + 1)]
        if len(parts[0]) != size:
            while parts[-1]:
                parts.append(os.read(descriptor, 65536))
        return b"".join(parts) if len(parts) > 1 else parts[0]
    finally:
        os.close(descriptor)
