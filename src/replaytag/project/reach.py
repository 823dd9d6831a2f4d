"""Which files lead to which others by what they import."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from replaytag.evaluator.engine import Evaluator
from replaytag.workspace.imports import imports_in
from replaytag.workspace.markers import has_word
from replaytag.workspace.shares import matching
from replaytag.workspace.workspace import Workspace

_FILES = 2000
"""How many files a search goes through."""

_FEW = 4
"""How many files all others are searched for at once."""

_FROM_PACKAGE = b". import"
"""Ends ``from . import app``: what lies in a package may import it without its name."""


class Reach:
    """Answers by the facts of files, of which it asks as few as it can.

    What a file may import is told by its bytes; a file is parsed only where that leads to what is
    looked for.
    """

    def __init__(self, ev: Evaluator, workspace: Workspace, processes: int = 1) -> None:
        """Where there are many files, so many ``processes`` look at once."""
        self._ev = ev
        self._workspace = workspace
        self._processes = processes
        self.names: set[bytes] = set()
        """The names that all files were searched for."""
        self._possible: dict[str, set[str]] = {}
        self._importers: dict[str, list[str]] = {}
        self._imported: dict[frozenset[str], bool] = {}

    @property
    def searched(self) -> set[str]:
        """The files whose bytes told what they may import."""
        return set(self._possible)

    def importers(self, path: str) -> list[str]:
        """The files that import the one at ``path``, but for tests, examples and documentation."""
        if path not in self._importers:
            self._importers[path] = [
                file
                for file in self._naming([path])
                if path in self._may_import(file) and path in self._ev.imported_paths(file)
            ]
        return self._importers[path]

    def around(self, path: str, packages: Iterable[str], targets: Iterable[str]) -> set[str]:
        """Those of ``targets`` that the file at ``path``, ``packages`` or its importers lead to."""
        own, wanted = {path, *packages}, frozenset(targets)
        if not wanted:
            return set()
        if self._are_imported(wanted):
            return self.leads({*own, *self.importers(path)}, wanted)
        # What leads there is one of them: all others need not be looked through for who imports.
        imported = self._ev.imported_paths
        starts = {target for target in wanted if target in own or path in imported(target)}
        return set(_reached(starts, lambda target: imported(target) & wanted))

    def _are_imported(self, targets: frozenset[str]) -> bool:
        """Whether another file may import one of a few ``targets``, by its bytes."""
        if targets not in self._imported:
            self._imported[targets] = len(targets) > _FEW or any(
                not targets.isdisjoint(self._may_import(file))
                for file in self._naming(sorted(targets))
                if file not in targets
            )
        return self._imported[targets]

    def _naming(self, paths: Iterable[str]) -> list[str]:
        """The files that have a name of the modules at ``paths``, or dots in its place."""
        wanted = []
        for path in paths:
            name = self._ev.index.name_of(path).rpartition(".")[2].encode()
            directory = path.removesuffix("__init__.py") if _is_package(path) else None
            self.names |= {name} if directory is None else {name, _FROM_PACKAGE}
            wanted.append((name, directory))

        def tells(file: str, data: bytes) -> bool:
            return any(
                has_word(data, name)
                or (
                    directory is not None
                    and file.startswith(directory)
                    and has_word(data, _FROM_PACKAGE)
                )
                for name, directory in wanted
            )

        return matching(self._workspace, tells, self._workspace.own_files, self._processes)

    def leads(self, starts: Iterable[str], targets: Iterable[str]) -> set[str]:
        """Those of ``targets`` that are among ``starts``, or imported by them, directly or not."""
        starts, wanted = set(starts), set(targets)
        seen = _reached(starts, self._may_import)
        leading = self._leading_to(wanted & seen, seen)
        return wanted & _reached(
            starts & leading, lambda path: self._ev.imported_paths(path) & leading
        )

    def _leading_to(self, targets: set[str], seen: set[str]) -> set[str]:
        """The files among ``seen`` that may lead to one of ``targets``."""
        importers: dict[str, set[str]] = {}
        for path in seen if targets else ():
            for imported in self._may_import(path):
                importers.setdefault(imported, set()).add(path)
        return _reached(targets, lambda path: importers.get(path, set()))

    def _may_import(self, path: str) -> set[str]:
        """The files that the one at ``path`` may import by its bytes: no other is imported."""
        if path not in self._possible:
            self._possible[path] = {
                found
                for imported in imports_in(self._workspace.scan(path))
                for found in self._ev.paths_of(
                    path, imported.module, imported.level, imported.names
                )
            }
        return self._possible[path]


def _is_package(path: str) -> bool:
    return path.rpartition("/")[2] == "__init__.py"


def _reached(starts: Iterable[str], follow: Callable[[str], set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = sorted(starts)
    while waiting and len(seen) < _FILES:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting.extend(sorted(follow(current) - seen))
    return seen
