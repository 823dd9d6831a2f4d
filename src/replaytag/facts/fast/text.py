"""Places of ``ast``'s nodes in the text that was parsed, and what stands between the nodes."""

from __future__ import annotations

import ast
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from replaytag.source import Span

Placed = ast.expr | ast.stmt | ast.keyword

_TRIVIA = re.compile(r"(?:[ \t\f\n]++|#[^\n]*+|\\\n)*+")
_COMMENT = re.compile(r"#[^\n]*")
_WORD = re.compile(r"[A-Za-z0-9_]*[^\x00-\x7f][A-Za-z0-9_\x80-\U0010ffff]*")


class Text:
    """A piece of a file's text, its lines ended by ``\\n`` only, and where it stands in the file.

    Offsets count in ``text``; lines and columns of spans count in the file.
    """

    __slots__ = ("_bytes", "_column", "_line", "_starts", "lines", "odd", "span", "text")

    def __init__(self, text: str, line: int = 0, column: int = 0) -> None:
        self.text = text
        self.lines = text.split("\n")
        self._line = line
        """How many lines stand before the text."""
        self._column = column
        """How many characters stand before the text in its first line."""
        self._starts: list[int] | None = None
        self._bytes: dict[int, bytes] | None = None
        self.odd: frozenset[str] = frozenset()
        """What names may stand in the text written otherwise than Python takes them."""
        self.span: Callable[[Placed], Span] = _span
        """The span of a node, as ``ast`` sees it."""
        if not text.isascii():
            self._bytes = {}
            self.odd = frozenset(
                unicodedata.normalize("NFKC", word) for word in _WORD.findall(text)
            )
            self.span = self._measured_span
        elif line or column:
            self.span = self._moved_span

    def _moved_span(self, node: Placed) -> Span:
        line, end_line = node.lineno, node.end_lineno
        assert end_line is not None
        assert node.end_col_offset is not None
        return Span(
            line + self._line,
            node.col_offset + 1 + (self._column if line == 1 else 0),
            end_line + self._line,
            node.end_col_offset + 1 + (self._column if end_line == 1 else 0),
        )

    def _measured_span(self, node: Placed) -> Span:
        line, end_line = node.lineno, node.end_lineno
        assert end_line is not None
        assert node.end_col_offset is not None
        return Span(
            line + self._line,
            self.column(line, node.col_offset) + 1 + (self._column if line == 1 else 0),
            end_line + self._line,
            self.column(end_line, node.end_col_offset) + 1 + (self._column if end_line == 1 else 0),
        )

    def column(self, line: int, offset: int) -> int:
        """How many characters the first ``offset`` bytes of a line are."""
        if self._bytes is None:
            return offset
        encoded = self._bytes.get(line)
        if encoded is None:
            encoded = self._bytes[line] = self.lines[line - 1].encode()
        return len(encoded[:offset].decode())

    @property
    def starts(self) -> list[int]:
        """The offset of each line."""
        if self._starts is None:
            self._starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        return self._starts

    def start(self, node: Placed) -> int:
        """The offset at which ``node`` starts."""
        return self.starts[node.lineno - 1] + self.column(node.lineno, node.col_offset)

    def end(self, node: Placed) -> int:
        """The offset at which ``node`` ends."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.starts[node.end_lineno - 1] + self.column(node.end_lineno, node.end_col_offset)

    def between(self, start: int, end: int) -> Span:
        """The span between two offsets."""
        line = bisect_right(self.starts, start)
        end_line = line if end < self.starts[line] else bisect_right(self.starts, end)
        return Span(
            line + self._line,
            start - self.starts[line - 1] + 1 + (self._column if line == 1 else 0),
            end_line + self._line,
            end - self.starts[end_line - 1] + 1 + (self._column if end_line == 1 else 0),
        )

    def skip(self, offset: int) -> int:
        """The offset of the first token at or after ``offset``."""
        match = _TRIVIA.match(self.text, offset)
        assert match is not None
        return match.end()

    def closed(self, start: int, end: int) -> int:
        """The offset after the last parenthesis that is closed between two offsets, or ``start``.

        Between them there must be nothing but blanks, comments, parentheses and operators.
        """
        gap = self.text[start:end]
        if ")" not in gap:
            return start
        return start + _COMMENT.sub(_blank, gap).rfind(")") + 1

    def gap(self, start: int, end: int) -> str:
        """What stands between two offsets that are not within tokens, without comments."""
        return _COMMENT.sub("", self.text[start:end])

    def is_bare(self, node: ast.Tuple) -> bool:
        """Whether a tuple is written without parentheses of its own."""
        start = self.start(node)
        if self.text[start] != "(":
            return True
        if not node.elts:
            return False
        # The parenthesis belongs to the first element if that closes as many as have been opened.
        first = node.elts[0]
        end = self.start(node.elts[1]) if len(node.elts) > 1 else self.end(node)
        opened = self.gap(start, self.start(first)).count("(")
        behind = self.gap(self.end(first), end)
        return behind.partition(",")[0].count(")") == opened

    def block(self, node: ast.stmt) -> Span:
        """The span of a statement that holds others; a semicolon at its end is no part of it."""
        last = node
        while self._ends_with_semicolon(last):
            last = _last_part(last)
        if last is node:
            return self.span(node)
        start, end = self.span(node), self.span(last)
        return Span(start.line, start.column, end.end_line, end.end_column)

    def _ends_with_semicolon(self, node: ast.stmt) -> bool:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        line = self.lines[node.end_lineno - 1]
        column = self.column(node.end_lineno, node.end_col_offset)
        return line[column - 1] == ";"


def _span(node: Placed) -> Span:
    return Span(
        node.lineno,
        node.col_offset + 1,
        node.end_lineno,  # type: ignore[arg-type]
        node.end_col_offset + 1,  # type: ignore[operator]
    )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _last_part(node: ast.AST) -> ast.stmt:
    """The last of the statements that ``node`` holds."""
    for name in ("finalbody", "orelse", "handlers", "cases", "body"):
        parts = getattr(node, name, None)
        if parts:
            last = parts[-1]
            return last if isinstance(last, ast.stmt) else _last_part(last)
    raise AssertionError("a simple statement ends before a semicolon")
