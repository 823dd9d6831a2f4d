"""Which frameworks a project has to do with: of all others, nothing has to be looked for."""

from __future__ import annotations

from collections.abc import Iterable

from replaytag.frameworks.base import Framework
from replaytag.workspace.imports import imported_roots
from replaytag.workspace.markers import Markers
from replaytag.workspace.workspace import Workspace


class Presence:
    """The frameworks of ``known`` that ``workspace`` imports, or holds an ``app_markers`` of."""

    def __init__(self, workspace: Workspace, known: Iterable[Framework]) -> None:
        known = tuple(known)
        self._roots: dict[str, frozenset[bytes]] = {}
        wanted = {root.encode() for framework in known for root in framework.roots}
        unseen = {text for framework in known for text in framework.app_markers}
        imported: set[bytes] = set()
        seen: set[bytes] = set()
        for path in workspace.own_files:
            data = workspace.scan(path)
            roots = frozenset(imported_roots(data) & wanted)
            if roots:
                self._roots[path] = roots
                imported |= roots
            found = {text for text in unseen if text in data}
            seen |= found
            unseen -= found
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
            tuple(text for framework in absent for text in framework.app_markers),
            tuple(root.encode() for framework in absent for root in sorted(framework.roots)),
        )
        """What a file would hold if one of the others were there."""

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
