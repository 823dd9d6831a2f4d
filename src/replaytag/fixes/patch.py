"""A text under successive changes that still knows which parts of the original are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.diagnostics import Edit
from replaytag.fixes.errors import CannotEdit
from replaytag.fixes.text import Text
from replaytag.source import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable


@frozen(order=True)
class Change:
    """Replaces the characters from ``start`` to ``end`` (exclusive) of a text with ``content``."""

    start: int
    end: int
    content: str

    @classmethod
    def insert(cls, offset: int, content: str) -> Change:
        return cls(offset, offset, content)


@frozen
class _Piece:
    """Inserted text (``start`` is -1), or what stood in the original from ``start`` on."""

    text: str
    start: int = -1

    @property
    def is_kept(self) -> bool:
        return self.start >= 0

    def cut(self, start: int, end: int) -> _Piece:
        return _Piece(self.text[start:end], self.start + start if self.is_kept else -1)


class Patch:
    """Takes changes one after the other and tells in the end what they make of the original.

    Later changes may use places in the original text (``locate``) or in the present one.
    """

    def __init__(self, original: str) -> None:
        self.original = original
        self._pieces = [_Piece(original, 0)]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self._pieces)

    def apply(self, changes: Iterable[Change]) -> None:
        """Make changes to the present text; none may overlap another."""
        for change in sorted(changes, reverse=True):
            before, rest = self._split(self._pieces, change.start)
            _, after = self._split(rest, change.end - change.start)
            pieces = [*before, _Piece(change.content), *after]
            self._pieces = [piece for piece in pieces if piece.text]

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Where the original's characters from ``start`` to ``end`` stand in the present text.

        Raises ``CannotEdit`` where another change has taken the first or last of them away.
        """
        if start == end:
            return self._find(start, 0), self._find(start, 0)
        return self._find(start, 1), self._find(end - 1, 1) + 1

    def edits(self, path: str) -> tuple[Edit, ...]:
        """The changes as edits of the original, none touching another."""
        text = Text(self.original)
        edits = []
        reached, inserted = 0, ""
        for piece in [*self._pieces, _Piece("", len(self.original))]:
            if not piece.is_kept:
                inserted += piece.text
                continue
            if inserted != self.original[reached : piece.start]:
                edits.append(Edit(path, text.span(reached, piece.start), inserted))
            reached, inserted = piece.start + len(piece.text), ""
        return tuple(edits)

    def _find(self, offset: int, width: int) -> int:
        present = 0
        for piece in self._pieces:
            start = piece.start
            if piece.is_kept and start <= offset and offset + width <= start + len(piece.text):
                return present + offset - start
            present += len(piece.text)
        raise CannotEdit("another change of the same fix replaces this text")

    @staticmethod
    def _split(pieces: list[_Piece], offset: int) -> tuple[list[_Piece], list[_Piece]]:
        before: list[_Piece] = []
        for index, piece in enumerate(pieces):
            if offset <= len(piece.text):
                parts = piece.cut(0, offset), piece.cut(offset, len(piece.text))
                return [*before, parts[0]], [parts[1], *pieces[index + 1 :]]
            before.append(piece)
            offset -= len(piece.text)
        return before, []
