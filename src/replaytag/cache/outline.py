"""What of a file decided a result: all but the bodies of functions that nobody looked into."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.cache.digest import digest
from replaytag.facts.decoding import decode
from replaytag.source import frozen

if TYPE_CHECKING:
    from replaytag.facts.model import FileFacts

_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\w+")


@frozen
class Outline:
    """A digest of a file without some bodies, and the ordinals of the functions they are of."""

    digest: str
    unread: tuple[int, ...]


def outline(facts: FileFacts, data: bytes, words: frozenset[str]) -> Outline | None:
    """The outline of a file after an analysis has read what it wanted; None if that is all.

    An analysis wants the bodies that have one of ``words`` in them, be it by and by.
    """
    text = _Text(facts, data)
    unread = tuple(
        ordinal for ordinal in range(len(text.functions)) if text.is_idle(ordinal, words)
    )
    return Outline(text.without(unread), unread) if unread else None


def is_same(known: Outline, facts: FileFacts, data: bytes, words: frozenset[str]) -> bool:
    """Whether a file differs from the ``known`` one in bodies alone that nobody would look into."""
    text = _Text(facts, data)
    return (
        all(text.is_idle(ordinal, words) for ordinal in known.unread)
        and text.without(known.unread) == known.digest
    )


class _Text:
    """A file's lines, and its functions by their ordinals, without those within others."""

    def __init__(self, facts: FileFacts, data: bytes) -> None:
        # Where nothing has changed no facts are needed, and their classes take a while to make.
        from replaytag.facts.walk import functions

        self.functions = list(functions(facts.body))
        self._lines = _LINE_END.split(decode(data)[0])

    def is_idle(self, ordinal: int, words: frozenset[str]) -> bool:
        """Whether nobody has read a body, and none of ``words`` is in it."""
        if ordinal >= len(self.functions):
            return False
        extent = self.functions[ordinal].deferred_lines
        if extent is None:
            return False
        body = "\n".join(self._lines[extent[0] - 1 : extent[1]])
        return words.isdisjoint(_WORD.findall(body))

    def without(self, ordinals: Iterable[int]) -> str:
        """A digest of the text without the bodies at ``ordinals``, all of which are unread."""
        kept = [str(len(self.functions))]
        position = 0
        for ordinal in ordinals:
            node = self.functions[ordinal]
            extent = node.deferred_lines
            assert extent is not None
            kept += self._lines[position : extent[0] - 1]
            # Calls of a small function are followed, whatever it says.
            kept.append(f"{ordinal} {node.is_small}")
            position = extent[1]
        return digest([*kept, *self._lines[position:]])
