"""A cursor that follows a syntax tree through the text it was parsed from.

libcst's nodes carry no positions. Its position provider finds them by generating the whole code
anew, which costs more than parsing; walking tree and text in step costs a fraction of that.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from replaytag.facts.errors import SourceError
from replaytag.source import Span

_TRIVIA = re.compile(r"(?:[ \t\f\r\n]++|#[^\r\n]*+|\\(?:\r\n|\r|\n))*+").match
_NEWLINE = re.compile(r"\r\n|\r|\n")


def line_starts(text: str) -> list[int]:
    """The offset of each line's first character; only ``\\n``, ``\\r\\n`` and ``\\r`` end lines."""
    return [0, *(match.end() for match in _NEWLINE.finditer(text))]


class Cursor:
    """A place in ``text`` that moves forward over tokens.

    Raises:
        SourceError: From any method that expects a token and meets another one.
    """

    __slots__ = ("_lines", "position", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self._lines = line_starts(text)

    def skip(self) -> int:
        """Move over blanks, line ends and comments; the offset of the token that follows."""
        match = _TRIVIA(self.text, self.position)
        if match is not None:
            self.position = match.end()
        return self.position

    def eat(self, token: str) -> int:
        """Move over ``token``, the next one; the offset at which it starts."""
        start = self.skip()
        self.advance(token)
        return start

    def advance(self, text: str) -> None:
        """Move over ``text``, which stands right here."""
        if not self.text.startswith(text, self.position):
            raise self.error(f"invalid syntax, expected {text!r}", self.position)
        self.position += len(text)

    def eat_if(self, token: str) -> bool:
        """Move over ``token`` if it is the next one, else stay; whether it was."""
        before = self.position
        start = self.skip()
        if self.text.startswith(token, start):
            self.position = start + len(token)
            return True
        self.position = before
        return False

    def eat_match(self, pattern: re.Pattern[str]) -> str:
        """Move over the next token, which ``pattern`` must match; its text."""
        match = pattern.match(self.text, self.skip())
        if match is None:
            raise self.error("invalid syntax", self.position)
        self.position = match.end()
        return match.group()

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets."""
        lines = self._lines
        line = bisect_right(lines, start)
        origin = lines[line - 1] - 1
        if line == len(lines) or end < lines[line]:
            return Span(line, start - origin, line, end - origin)
        end_line = bisect_right(lines, end, line)
        return Span(line, start - origin, end_line, end - lines[end_line - 1] + 1)

    def span_from(self, start: int) -> Span:
        """The span from ``start`` to where the cursor is."""
        return self.span(start, self.position)

    def error(self, message: str, offset: int) -> SourceError:
        """What to raise when the text at ``offset`` is no Python."""
        place = self.span(offset, offset)
        return SourceError(message, place.line, place.column)
