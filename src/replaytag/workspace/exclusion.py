"""Files that the user wants left out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from replaytag.workspace.errors import WorkspaceError
from replaytag.workspace.scope import Scope, lies_in

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Exclusion:
    """Patterns as in a ``.gitignore``, which count from ``directory`` on.

    Raises:
        WorkspaceError: One of the patterns has no meaning.
    """

    def __init__(self, directory: Path, patterns: Sequence[str]) -> None:
        self._directory = directory
        self._spec: GitIgnoreSpec | None = None
        if not patterns:
            return
        from pathspec import GitIgnoreSpec

        try:
            self._spec = GitIgnoreSpec.from_lines(patterns)
        except ValueError as error:
            raise WorkspaceError(f"exclude: {error}") from None

    def remaining(self, root: Path, files: Iterable[str], scope: Scope) -> list[str]:
        """The ``files`` without the excluded ones; a name in ``scope`` outweighs a pattern."""
        if self._spec is None:
            return list(files)
        wanted = [
            name
            for name in scope.named
            if scope.explicit
            and name
            and (self._matches(root, name) or self._matches(root, f"{name}/"))
        ]
        return [
            file
            for file in files
            if not self._matches(root, file) or any(lies_in(file, name) for name in wanted)
        ]

    def _matches(self, root: Path, path: str) -> bool:
        assert self._spec is not None
        relative = os.path.relpath(root / path, self._directory)
        if relative.startswith(os.pardir):
            return False
        slash = "/" if path.endswith("/") else ""
        return bool(self._spec.check_file(Path(relative).as_posix() + slash).include)
