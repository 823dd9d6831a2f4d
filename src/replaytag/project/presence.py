"""Which frameworks a project has to do with: of all others, nothing has to be looked for."""

from __future__ import annotations

from collections.abc import Iterable

from replaytag.frameworks.base import Framework
from replaytag.workspace.imports import imported_roots
from replaytag.workspace.markers import Markers, Texts
from replaytag.workspace.workspace import Workspace


class Presence:
    """The frameworks of ``known`` that ``workspace`` imports, or holds an ``app_markers`` of."""

    def __init__(self, workspace: Workspace, known: Iterable[Framework]) -> None:
        known = tuple(known)
        self._roots: dict[str, frozenset[bytes]] = {}
        wanted = {root.encode() for framework in known for root in framework.roots}
        texts = Texts(text for framework in known for text in framework.app_markers)
        imported: set[bytes] = set()
        self._marks: dict[str, frozenset[bytes]] = {}
        for path in workspace.own_files:
            data = workspace.scan(path)
            roots = frozenset(imported_roots(data) & wanted)
            if roots:
                self._roots[path] = roots
                imported |= roots
            found = frozenset(texts.in_(data))
            if found:
                self._marks[path] = found
        seen = frozenset[bytes]().union(*self._marks.values())
        present: list[Framework] = []
        absent: list[Framework] = []
        for framework in known:
            is_imported = not imported.isdisjoint(root.encode() for root in framework.roots)
            is_present = is_imported or not seen.isdisjoint(framework.app_markers)
            (present if is_present else absent).append(framework)
        self._meanings: dict[frozenset[bytes], frozenset[str]] = {}
        self.frameworks = tuple(present)
        """Those that are there."""
        self.absent = Markers(
            texts=tuple(text for framework in absent for text in framework.app_markers),
            roots=tuple(root.encode() for framework in absent for root in sorted(framework.roots)),
        )
        """What a file would hold if one of the others were there."""

    def marks(self, path: str) -> frozenset[bytes]:
        """The ``app_markers`` of frameworks that the file at ``path`` holds."""
        return self._marks.get(path, frozenset())

    def everyday(self, path: str) -> frozenset[str]:
        """The names of frameworks that mean something else in the file at ``path``."""
        roots = self.roots(path)
        if roots not in self._meanings:
            meant: set[str] = set()
            everyday: set[str] = set()
            for framework in self.frameworks:
                own = _names(framework)
                if not roots.isdisjoint(root.encode() for root in framework.roots):
                    meant |= own
                else:
                    meant |= own - framework.everyday
                    everyday |= framework.everyday
            self._meanings[roots] = frozenset(everyday - meant)
        return self._meanings[roots]

    def roots(self, path: str) -> frozenset[bytes]:
        """The import roots of frameworks that the file at ``path`` imports."""
        return self._roots.get(path, frozenset())


def _names(framework: Framework) -> set[str]:
    """All names by which functions are told to have to do with ``framework``."""
    classes = (name.rpartition(".")[2] for name in framework.app_classes)
    return {*framework.names(), *classes, *map(bytes.decode, framework.app_words)}
