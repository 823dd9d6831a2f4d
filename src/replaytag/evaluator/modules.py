"""Which file of the project an import means.

A repository may hold several import roots: ``src`` layouts, services side by side, scripts. A
dotted name is looked for from the importing file outwards, then in the project's roots, then
wherever one file alone can be meant. A directory that is itself a package is never taken for a
root.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable

from replaytag.source import frozen


@frozen
class Found:
    """A module; ``path`` is None for a namespace package, ``directory`` is the folder it is in."""

    name: str
    directory: str
    path: str | None


class ModuleIndex:
    """Resolves dotted names to the files in ``paths`` (relative to the project root)."""

    def __init__(self, paths: Iterable[str], roots: Iterable[str] = ()) -> None:
        self._files = {path for path in paths if path.endswith(".py")}
        self._directories: set[str] = {""}
        self._packages: set[str] = set()
        self._scripts = {path.rpartition("/")[0] for path in self._files if _is_manage(path)}
        """Where Python finds modules although they lie in a package: a script is started there."""
        self._by_last: dict[str, list[str]] = {}
        for path in sorted(self._files):
            directory, _, file = path.rpartition("/")
            if file == "__init__.py":
                self._packages.add(directory)
                self._by_last.setdefault(directory.rpartition("/")[2], []).append(path)
            else:
                self._by_last.setdefault(file[:-3], []).append(path)
            while directory and directory not in self._directories:
                self._directories.add(directory)
                directory = directory.rpartition("/")[0]
        self._roots = [
            root for root in dict.fromkeys([*roots, "src", "lib", ""]) if self._is_root(root)
        ]
        self._cache: dict[tuple[str, str], Found | None] = {}

    def _is_root(self, directory: str) -> bool:
        # A "src" with an __init__ of its own is still what services are started from.
        return directory in self._directories and (
            directory not in self._packages or directory == "src"
        )

    def matching(self, pattern: str) -> list[str]:
        """The files whose paths match a shell pattern."""
        return sorted(fnmatch.filter(self._files, pattern))

    def name_of(self, path: str) -> str:
        """The dotted name under which the file at ``path`` is imported from its nearest root."""
        directory, _, file = path.rpartition("/")
        parts = [] if file == "__init__.py" else [file[:-3]]
        while directory and (directory in self._packages or self._is_namespace(directory)):
            parent, _, last = directory.rpartition("/")
            parts.insert(0, last)
            directory = parent
        return ".".join(parts) or file[:-3]

    def _is_namespace(self, directory: str) -> bool:
        """Whether a folder without ``__init__`` lies inside a regular package."""
        parent = directory.rpartition("/")[0]
        while parent:
            if parent in self._packages:
                return True
            parent = parent.rpartition("/")[0]
        return False

    def package_of(self, path: str) -> str:
        """The directory that relative imports in the file at ``path`` start from."""
        return path.rpartition("/")[0]

    def relative(self, path: str, level: int, name: str) -> Found | None:
        """Resolves ``from ..name import`` with ``level`` dots, written in the file at ``path``."""
        directory = self.package_of(path)
        for _ in range(level - 1):
            if not directory:
                return None
            directory = directory.rpartition("/")[0]
        return self._under(directory, name)

    def absolute(self, path: str, name: str) -> Found | None:
        """Resolves ``import name`` written in the file at ``path``; None: not of this project."""
        start = self.package_of(path)
        key = (start, name)
        if key not in self._cache:
            self._cache[key] = self._absolute(start, name)
        return self._cache[key]

    def _absolute(self, start: str, name: str) -> Found | None:
        namespace: Found | None = None
        for root in self._search(start):
            found = self._under(root, name)
            if found and found.path:
                return found
            namespace = namespace or found
        if "." in name and (unique := self._by_suffix(name)):
            return unique
        return namespace

    def _search(self, start: str) -> list[str]:
        ancestors = []
        directory = start
        while True:
            if directory not in self._packages:
                ancestors.append(directory)
            if not directory:
                break
            directory = directory.rpartition("/")[0]
        return list(dict.fromkeys([*ancestors, *self._roots]))

    def _under(self, root: str, name: str) -> Found | None:
        base = "/".join(part for part in (root, *name.split(".")) if part) if name else root
        for candidate in (f"{base}/__init__.py" if base else "__init__.py", f"{base}.py"):
            if candidate in self._files:
                directory = candidate.rpartition("/")[0]
                return Found(self.name_of(candidate) or name, directory, candidate)
        if base in self._directories and base:
            return Found(name or base.replace("/", "."), base, None)
        return None

    def _by_suffix(self, name: str) -> Found | None:
        parts = name.split(".")
        hits = []
        for path in self._by_last.get(parts[-1], ()):
            stem = path.removesuffix("/__init__.py").removesuffix(".py")
            if stem.split("/")[-len(parts) :] != parts:
                continue
            root = "/".join(stem.split("/")[: -len(parts)])
            if root not in self._packages or root in self._scripts:
                hits.append(path)
        if len(hits) != 1:
            return None
        return Found(name, hits[0].rpartition("/")[0], hits[0])

    def submodule(self, directory: str, name: str) -> Found | None:
        """The module ``name`` in a package's ``directory``."""
        return self._under(directory, name)


def _is_manage(path: str) -> bool:
    return path.rpartition("/")[2] == "manage.py"
