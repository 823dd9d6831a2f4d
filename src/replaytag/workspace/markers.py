"""Bytes that a file holds if it is worth reading."""

from __future__ import annotations

from replaytag.source import frozen

_WORD = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")


@frozen
class Markers:
    """``texts`` may stand anywhere in a file, ``words`` only as words of their own."""

    texts: tuple[bytes, ...] = ()
    words: tuple[bytes, ...] = ()

    def __call__(self, data: bytes) -> bool:
        """Whether a file with the content ``data`` holds one of them."""
        return any(text in data for text in self.texts) or any(
            has_word(data, word) for word in self.words
        )


NO_MARKERS = Markers()
"""What no file holds."""


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
