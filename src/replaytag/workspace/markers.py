"""Bytes that a file holds if it is worth reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Markers:
    """``texts`` may stand anywhere in a file, ``words`` only as words of their own."""

    texts: tuple[bytes, ...] = ()
    words: tuple[bytes, ...] = ()

    def __call__(self, data: bytes) -> bool:
        """Whether a file with the content ``data`` holds one of them."""
        return any(text in data for text in self.texts) or any(
            word in data and pattern.search(data) for word, pattern in self._patterns
        )

    @cached_property
    def _patterns(self) -> tuple[tuple[bytes, re.Pattern[bytes]], ...]:
        # A search for plain bytes is many times as fast, and finds none in most files.
        return tuple(
            (word, re.compile(rb"(?<![0-9A-Za-z_])" + re.escape(word) + rb"(?![0-9A-Za-z_])"))
            for word in self.words
        )


NO_MARKERS = Markers()
"""What no file holds."""
