"""Which files make apps, or register on them what it may be unknown of what it does."""

from __future__ import annotations

from replaytag.project.presence import Presence
from replaytag.workspace.markers import Markers, has_word


class Makers:
    """Answers by a file's imports and bytes, and by what the frameworks say of theirs."""

    def __init__(self, presence: Presence) -> None:
        self._presence = presence
        self.classes: tuple[str, ...] = ()
        """Short names of the library classes whose objects are served."""
        self.names: frozenset[str] = frozenset()
        """The last parts of these names."""
        self._by_root: dict[bytes, tuple[bytes, ...]] = {}
        self._texts: tuple[bytes, ...] = ()
        self._further: tuple[bytes, ...] = ()
        for framework in presence.frameworks:
            self.classes += framework.app_classes
            self._texts += framework.app_markers
            self._further += framework.project_markers
            names = [name.rpartition(".")[2] for name in framework.app_classes]
            self.names |= frozenset(names)
            words = (*(name.encode() for name in names), *framework.app_words)
            for root in (root.encode() for root in sorted(framework.roots)):
                self._by_root[root] = (*self._by_root.get(root, ()), *words)

    def __call__(self, path: str, data: bytes) -> bool:
        """Whether the file at ``path`` with the content ``data`` may do so."""
        if not self._presence.marks(path).isdisjoint(self._texts):
            return True
        if any(text in data for text in self._further):
            return True
        roots = self._by_root.keys() & self._presence.roots(path)
        # Many a library brings the words of the one that it builds on.
        words = dict.fromkeys(word for root in roots for word in self._by_root[root])
        return any(has_word(data, word) for word in words)

    def among(self, files: tuple[str, ...]) -> tuple[str, ...]:
        """Those of a project's ``files`` that may do so; all others are not even looked at."""
        return files if self._further else self._presence.files

    @property
    def words(self) -> tuple[str, ...]:
        """The identifiers among :attr:`markers`."""
        return tuple(word.decode() for word in (*self.markers.texts, *self.markers.words))

    @property
    def markers(self) -> Markers:
        """What no other file holds, but for names that the project gives to library classes."""
        words = dict.fromkeys(word for words in self._by_root.values() for word in words)
        return Markers((*self._texts, *self._further), tuple(words))
