"""Bytes that a file holds if it is worth reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from replaytag.source import frozen

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
        if not any(root in data for root in self.roots):
            return False
        # Its patterns are compiled when it is imported.
        from replaytag.workspace.imports import imported_roots

        return not imported_roots(data).isdisjoint(self.roots)


NO_MARKERS = Markers()
"""What no file holds."""

_SHARED = 5
"""How many bytes texts have in common that are looked for together, and how many more where several
of these are."""


class Texts:
    """Which of many texts a file holds, found by what several of them have in common."""

    def __init__(self, texts: Iterable[bytes], shared: int = _SHARED) -> None:
        left = sorted(set(texts))
        self._groups: list[tuple[bytes, bool, Texts | None]] = []
        """What to look for, whether it is one of the texts, and those others that hold it."""
        while left:
            counts = Counter(part for text in left for part in _parts(text, shared))
            common = max(sorted(counts), key=counts.__getitem__)
            group = [text for text in left if common in text]
            searched = common if len(group) > 1 else group[0]
            others = [text for text in group if text != searched]
            inner = Texts(others, shared + 2) if others else None
            self._groups.append((searched, searched in group, inner))
            left = [text for text in left if text not in group]

    def in_(self, data: bytes) -> Iterator[bytes]:
        """Those of the texts that ``data`` holds."""
        for searched, is_text, others in self._groups:
            if searched in data:
                if is_text:
                    yield searched
                if others is not None:
                    yield from others.in_(data)


def _parts(text: bytes, length: int) -> set[bytes]:
    return {text[start : start + length] for start in range(max(len(text) - length + 1, 1))}


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
