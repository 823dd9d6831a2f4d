"""Which frameworks a project has to do with: of all others, nothing has to be looked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from replaytag.frameworks.base import Framework
from replaytag.frameworks.signs import Signs
from replaytag.workspace.imports import imported_roots
from replaytag.workspace.markers import Markers, Texts
from replaytag.workspace.shares import in_shares
from replaytag.workspace.workspace import Workspace


class Presence:
    """The frameworks that ``workspace`` has something of, by what tells of all ``known`` ones."""

    def __init__(self, workspace: Workspace, known: Iterable[Signs], processes: int = 1) -> None:
        """Where there are many files, so many ``processes`` look at once."""
        known = tuple(known)
        wanted = frozenset[bytes]().union(*(signs.roots for signs in known))
        texts = Texts(text for signs in known for text in signs.app_markers)
        self._roots: dict[str, frozenset[bytes]] = {}
        self._marks: dict[str, frozenset[bytes]] = {}

        def look(paths: Sequence[str]) -> list[tuple[str, frozenset[bytes], frozenset[bytes]]]:
            """What files import of frameworks and which texts they hold, if any."""
            contents = ((path, workspace.scan(path)) for path in paths)
            found = (
                (path, frozenset(imported_roots(data) & wanted), frozenset(texts.in_(data)))
                for path, data in contents
            )
            return [(path, roots, marks) for path, roots, marks in found if roots or marks]

        for found in in_shares(workspace, look, workspace.own_files, processes):
            self._roots.update((path, roots) for path, roots, _ in found if roots)
            self._marks.update((path, marks) for path, _, marks in found if marks)
        imported = frozenset[bytes]().union(*self._roots.values())
        seen = frozenset[bytes]().union(*self._marks.values())
        present: list[Framework] = []
        absent: list[Signs] = []
        for signs in known:
            if imported.isdisjoint(signs.roots) and seen.isdisjoint(signs.app_markers):
                absent.append(signs)
            else:
                present.append(signs.framework())
        self._meanings: dict[frozenset[bytes], frozenset[str]] = {}
        self.frameworks = tuple(present)
        """Those that are there."""
        self.absent = Markers(
            texts=tuple(text for signs in absent for text in signs.app_markers),
            roots=tuple(root for signs in absent for root in sorted(signs.roots)),
        )
        """What a file would hold if one of the others were there."""

    @property
    def files(self) -> tuple[str, ...]:
        """Those that import something of a framework or hold one of the ``app_markers``."""
        return tuple(sorted(self._roots.keys() | self._marks.keys()))

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
