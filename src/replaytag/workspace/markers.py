"""Bytes that a file holds if it is worth reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from replaytag.source import frozen
from replaytag.workspace.imports import imported_roots

_WORD = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")


@frozen
class Markers:
    """``texts`` may stand anywhere in a file, ``words`` only as words of their own.

    ``roots`` are the first parts of the names of modules that it imports.
    """

    texts: tuple[bytes, ...] = ()
    words: tuple[bytes, ...] = ()
    roots: tuple[bytes, ...] = ()

    def __call__(self, data: bytes) -> bool:
        """Whether a file with the content ``data`` holds one of them."""
        # Hundred thousands of times: a generator for each takes longer than most searches.
        for text in self.texts:
            if text in data:
                return True
        for word in self.words:
            if word in data and has_word(data, word):
                return True
        return any(root in data for root in self.roots) and not imported_roots(data).isdisjoint(
            self.roots
        )


NO_MARKERS = Markers()
"""What no file holds."""

_SHARED = 5
"""How many bytes texts have in common that are looked for together."""


class Texts:
    """Which of many texts a file holds, found by what several of them have in common."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        left = sorted(set(texts))
        self._groups: list[tuple[bytes, tuple[bytes, ...]]] = []
        while left:
            parts = Counter(part for text in left for part in _parts(text))
            shared = max(sorted(parts), key=parts.__getitem__)
            texts_with = tuple(text for text in left if shared in text)
            self._groups.append((shared if len(texts_with) > 1 else texts_with[0], texts_with))
            left = [text for text in left if shared not in text]

    def in_(self, data: bytes) -> Iterator[bytes]:
        """Those of the texts that ``data`` holds."""
        for shared, texts in self._groups:
            if shared in data:
                yield from (text for text in texts if text in data)


def _parts(text: bytes) -> set[bytes]:
    return {text[start : start + _SHARED] for start in range(max(len(text) - _SHARED + 1, 1))}


def has_word(data: bytes, word: bytes) -> bool:
    """Whether ``word`` stands in ``data`` between other characters than those of words.

    A ``word`` such as ``init(`` ends what it is part of by itself.
    """
    # Many times as fast as a pattern, which has to be tried at each byte.
    is_open = word[-1] in _WORD
    start = data.find(word)
    while start >= 0:
        end = start + len(word)
        before = start and data[start - 1] in _WORD
        if not before and not (is_open and end < len(data) and data[end] in _WORD):
            return True
        start = data.find(word, start + 1)
    return False
