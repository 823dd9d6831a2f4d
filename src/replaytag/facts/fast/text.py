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
# A set with a wide range in it takes a hundred times as long to compile.
_WORD = re.compile(r"[A-Za-z0-9_]*[^\x00-\x7f](?:[A-Za-z0-9_]|[^\x00-\x7f])*")


class Text:
    """A piece of a file's text, its lines ended by ``\\n`` only, and where it stands in the file.

    Offsets count in ``text``; lines and columns of spans count in the file.
    """

    __slots__ = ("_column", "_line", "_numbers", "_wide", "lines", "odd", "starts", "text")

    def __init__(self, text: str, line: int = 0, column: int = 0) -> None:
        self.text = text
        self.lines = text.split("\n")
        self._line = line
        """How many lines stand before the text."""
        self._column = column
        """How many characters stand before the text in its first line."""
        self._numbers = [*range(line, line + len(self.lines) + 1)]
        """The number of each line in the file, by that in the text: spans share them."""
        self.starts = [*accumulate(map(_length_with_end, self.lines), initial=0)]
        """The offset of each line."""
        self._wide: dict[int, bytes] = {}
        """The lines in which a character may be several bytes, which is what ``ast`` counts."""
        self.odd: frozenset[str] = frozenset()
        """What names may stand in the text written otherwise than Python takes them."""
        if not text.isascii():
            wide = {number: line for number, line in enumerate(self.lines, 1) if not line.isascii()}
            self._wide = {number: line.encode() for number, line in wide.items()}
            words = _WORD.findall("\n".join(wide.values()))
            self.odd = frozenset([unicodedata.normalize("NFKC", word) for word in words])

    @property
    def span(self) -> Callable[[Placed], Span]:
        """What gives the span of a node, as ``ast`` sees it.

        An attribute would keep the text in memory for good: it would hold itself.
        """
        if self._wide:
            return self._measured_span
        return self._moved_span if self._column else self._plain_span

    def _plain_span(self, node: Placed) -> Span:
        numbers = self._numbers
        return Span(
            numbers[node.lineno],
            node.col_offset + 1,
            numbers[node.end_lineno],  # type: ignore[index]
            node.end_col_offset + 1,  # type: ignore[operator]
        )

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
        if node.lineno in self._wide or node.end_lineno in self._wide:
            return self.between(self.start(node), self.end(node))
        return self._moved_span(node) if self._column else self._plain_span(node)

    def column(self, line: int, offset: int) -> int:
        """How many characters the first ``offset`` bytes of a line are."""
        encoded = self._wide.get(line)
        return offset if encoded is None else len(encoded[:offset].decode())

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
            self._numbers[line],
            start - self.starts[line - 1] + 1 + (self._column if line == 1 else 0),
            self._numbers[end_line],
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
        # A byte is as good as a character here, unless there are longer ones before it.
        line = self.lines[node.end_lineno - 1]  # type: ignore[operator]
        column: int = node.end_col_offset  # type: ignore[assignment]
        if node.end_lineno in self._wide:
            column = self.column(node.end_lineno, column)
        return line[column - 1] == ";"


def _length_with_end(line: str) -> int:
    return len(line) + 1


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
