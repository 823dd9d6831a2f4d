"""The files of a directory that is no git repository, ``.gitignore`` files honoured."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from replaytag.workspace.generated import is_generated

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_IGNORE_FILE = ".gitignore"


def walk(root: Path, wanted: Callable[[str], bool], notice: Callable[[str], None]) -> list[str]:
    """The files below ``root`` that are ``wanted``, relative to it.

    Symbolic links to directories are not followed.
    """
    return sorted(_Walk(root, wanted, notice).files("", ()))


class _Walk:
    def __init__(
        self, root: Path, wanted: Callable[[str], bool], notice: Callable[[str], None]
    ) -> None:
        self._root = root
        self._is_wanted = wanted
        self._notice = notice

    def files(self, directory: str, above: tuple[_Ignore, ...]) -> Iterator[str]:
        try:
            entries = sorted(os.scandir(self._root / directory), key=lambda entry: entry.name)
        except OSError as error:
            self._notice(f"{directory or '.'}: cannot be listed: {error.strerror}")
            return
        names = {entry.name for entry in entries}
        ignores = above
        if _IGNORE_FILE in names:
            ignores = (*above, *_Ignore.read(self._root, directory))
        for entry in entries:
            path = f"{directory}/{entry.name}" if directory else entry.name
            if entry.is_dir(follow_symlinks=False):
                if not is_generated(entry.path, names) and not _ignored(f"{path}/", ignores):
                    yield from self.files(path, ignores)
            elif self._is_wanted(path) and not _ignored(path, ignores):
                yield path


class _Ignore:
    """The patterns of one ``.gitignore``, which count from its own directory on."""

    def __init__(self, directory: str, spec: GitIgnoreSpec) -> None:
        self._prefix = f"{directory}/" if directory else ""
        self._spec = spec

    @classmethod
    def read(cls, root: Path, directory: str) -> Iterator[_Ignore]:
        from pathspec import GitIgnoreSpec

        try:
            text = (root / directory / _IGNORE_FILE).read_text(encoding="utf-8", errors="replace")
            yield cls(directory, GitIgnoreSpec.from_lines(text.splitlines()))
        except (OSError, ValueError):
            return  # git, too, goes on without a file or a pattern that it cannot read

    def verdict(self, path: str) -> bool | None:
        """Whether ``path`` is ignored (True), taken back (False), or not spoken of (None)."""
        return self._spec.check_file(path.removeprefix(self._prefix)).include


def _ignored(path: str, ignores: tuple[_Ignore, ...]) -> bool:
    for ignore in reversed(ignores):
        verdict = ignore.verdict(path)
        if verdict is not None:
            return verdict
    return False
