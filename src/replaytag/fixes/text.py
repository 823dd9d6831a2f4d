"""Source text: its encoding, and the way between offsets and rows and columns."""

from __future__ import annotations

import bisect
import codecs
import io
import re
import tokenize

from replaytag.fixes.errors import EditError
from replaytag.source import Span, frozen

NEWLINE = re.compile(r"\r\n?|\n")


@frozen
class Decoded:
    """The text of a Python file and how to turn text back into its bytes."""

    text: str
    encoding: str
    bom: bytes

    def encode(self, text: str) -> bytes:
        """Raises ``EditError`` where the file's encoding has no such character."""
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            missing = error.object[error.start : error.end]
            raise EditError(f"{self.encoding} cannot express {missing!r}") from None


def decode(data: bytes) -> Decoded:
    """Decode as Python does (byte order mark, cookie, else UTF-8).

    Raises ``EditError`` where that fails or where encoding again would give other bytes.
    """
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        encoding = "utf-8" if bom else encoding
        decoded = Decoded(data[len(bom) :].decode(encoding), encoding, bom)
    except (SyntaxError, UnicodeDecodeError) as error:
        raise EditError(f"cannot be decoded: {error}") from None
    if decoded.encode(decoded.text) != data:
        raise EditError(f"{encoding} does not give back the same bytes")
    return decoded


class Text:
    """A text with random access by row and column (from 1, in characters) and by offset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in NEWLINE.finditer(text))]

    @property
    def line_count(self) -> int:
        """The number of lines; text after the last newline counts only if there is any."""
        return len(self._starts) - (self._starts[-1] == len(self.text))

    def offset(self, line: int, column: int) -> int:
        """Raises ``EditError`` for a place outside the text."""
        if not 1 <= line <= len(self._starts):
            raise EditError(f"no line {line}")
        offset = self._starts[line - 1] + column - 1
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        if not self._starts[line - 1] <= offset <= end:
            raise EditError(f"no column {column} in line {line}")
        return offset

    def offsets(self, span: Span) -> tuple[int, int]:
        """Raises ``EditError`` for a span outside the text."""
        return self.offset(span.line, span.column), self.offset(span.end_line, span.end_column)

    def line_of(self, offset: int) -> int:
        return bisect.bisect_right(self._starts, offset)

    def span(self, start: int, end: int) -> Span:
        line, end_line = self.line_of(start), self.line_of(end)
        return Span(
            line,
            start - self._starts[line - 1] + 1,
            end_line,
            end - self._starts[end_line - 1] + 1,
        )

    def line_start(self, line: int) -> int:
        """Where a line begins; for the line after the last one, where the text ends."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    def line(self, line: int) -> str:
        """The text of a line without its newline; empty outside the text."""
        if not 1 <= line <= self.line_count:
            return ""
        return self.text[self._starts[line - 1] : self.line_start(line + 1)].rstrip("\r\n")

    def line_end(self, line: int) -> int:
        """Where a line's newline stands, or the end of the text."""
        return self.line_start(line) + len(self.line(line))

    def indent(self, line: int) -> str:
        content = self.line(line)
        return content[: len(content) - len(content.lstrip(" \t\f"))]

    def is_blank(self, line: int) -> bool:
        return not self.line(line).strip()

    def is_comment(self, line: int) -> bool:
        return self.line(line).lstrip(" \t\f").startswith("#")

    def starts_line(self, offset: int) -> bool:
        """Whether only blanks stand before ``offset`` on its line."""
        return not self.text[self.line_start(self.line_of(offset)) : offset].strip()
