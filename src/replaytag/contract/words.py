"""Names taken apart: letters, blanks, separators, and words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_LOWER = r"[^\W\d_A-Z]"
_WORD = re.compile(
    rf"""
      [A-Z]{{2,}}s(?!{_LOWER})    # IDs, URLs
    | [A-Z]+(?!{_LOWER})          # ID in SessionID and in IDToken
    | [A-Z]?{_LOWER}+             # Session, session
    | \d+
    """,
    re.VERBOSE,
)


class Word(NamedTuple):
    """A word as it is written, and folded for comparison."""

    text: str
    folded: str


def fold(text: str) -> str:
    """``text`` in lower case, as long as before, so that places in it stay the same."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def plain(text: str) -> str:
    """``text`` without what parts words: its letters and digits."""
    return "".join(char for char in text if char.isalnum())


def letters(text: str) -> str:
    """The letters and digits of ``text``, folded: what is left when form is taken away."""
    return fold(plain(text))


def is_blank(char: str) -> bool:
    """Whether ``char`` shows as nothing: white space, a control or a format character."""
    return char.isspace() or unicodedata.category(char) in {"Cc", "Cf"}


def strip_blanks(text: str) -> str:
    """``text`` without the blanks round it."""
    shown = [place for place, char in enumerate(text) if not is_blank(char)]
    return text[shown[0] : shown[-1] + 1] if shown else ""


def separators(text: str) -> str:
    """The characters of ``text`` that are neither letters nor digits, each once, in order."""
    return "".join(dict.fromkeys(char for char in text if not char.isalnum()))


def boundaries(text: str) -> set[int]:
    """Where separators part the letters of ``text``, as counts of the letters before them."""
    found = set()
    count = 0
    for before, char in zip(" " + text, text, strict=False):
        if char.isalnum():
            if count and not before.isalnum():
                found.add(count)
            count += 1
    return found


def split(text: str, known: Collection[str] = ()) -> tuple[Word, ...]:
    """The words of ``text``, parted by case, separators and digits.

    A word that consists of ``known`` (folded) words is split into those:

    >>> [word.text for word in split("openreplay_sessionID", {"open", "replay"})]
    ['open', 'replay', 'session', 'ID']
    """
    return tuple(_words(text, known))


def _words(text: str, known: Collection[str]) -> Iterator[Word]:
    for found in _WORD.findall(text):
        start = 0
        for part in _segments(fold(found), known):
            yield Word(found[start : start + len(part)], part)
            start += len(part)


def _segments(word: str, known: Collection[str]) -> list[str]:
    """``word`` as a row of known words, as few as there can be; itself where it is no such row."""
    rows: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for part in known:
            row = rows[end - len(part)] if part and word.endswith(part, 0, end) else None
            best = rows[end]
            if row is not None and (best is None or len(row) + 1 < len(best)):
                rows[end] = [*row, part]
    return rows[-1] or [word]
