"""Bodies of functions that are read only when somebody asks for them.

Most of a file's text stands in functions, and most functions are of no interest. Only what has
neither definitions nor imports nor a ``yield`` in it can wait, so that whoever looks for these
need not read it. The text is parsed anew then: to keep Python's tree would take 25 times its size.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from replaytag.facts.limits import MAX_CHAIN
from replaytag.facts.model import SourceText, Statement

if TYPE_CHECKING:
    from replaytag.facts.fast.text import Text
    from replaytag.facts.fast.tree import TreeReader

# Searching one word at a time is faster: the search skips what its first letters rule out.
_WORDS = tuple(
    re.compile(rf"{word}\b(?<!\w{word})") for word in ("import", "def", "class", "lambda", "case")
)
_YIELD = re.compile(r"yield\b(?<!\wyield)")

_Def = ast.FunctionDef | ast.AsyncFunctionDef


class Words:
    """Where a text has the words that keep a body from being read later."""

    __slots__ = ("_all", "_text", "_yields", "is_eager", "source")

    def __init__(self, text: Text, *, is_eager: bool = False) -> None:
        self.is_eager = is_eager
        self.source: SourceText | None = None
        """What the bodies are read from that wait to be read, if there are any."""
        self._text = text
        self._yields = [match.start() for match in _YIELD.finditer(text.text)]
        self._all = list(self._yields)
        if not is_eager:
            for word in _WORDS:
                self._all += [match.start() for match in word.finditer(text.text)]
            self._all.sort()

    def yields(self, node: _Def) -> bool:
        """Whether there is a ``yield`` in the lines of the body."""
        return _any(self._yields, *self._extent(node))

    def bars(self, node: _Def) -> bool:
        """Whether any of the words is in the lines of the body."""
        return _any(self._all, *self._extent(node))

    def _extent(self, node: _Def) -> tuple[int, int]:
        starts = self._text.starts
        assert node.end_lineno is not None
        return starts[node.body[0].lineno - 1], starts[node.end_lineno]


def _any(offsets: list[int], start: int, end: int) -> bool:
    index = bisect_left(offsets, start)
    return index < len(offsets) and offsets[index] < end


class DeferredBody:
    """The body of the function whose lines, from ``line`` on, stand from ``start`` to ``end``."""

    __slots__ = ("_end", "_line", "_source", "_start", "first", "size")

    def __init__(
        self, source: SourceText, line: int, first: int, start: int, end: int, size: int
    ) -> None:
        self._source = source
        self._line = line
        self.first = first
        self._start = start
        self._end = end
        self.size = size

    def read(self) -> tuple[Statement, ...]:
        """The facts of the body."""
        from replaytag.facts.fast.reading import read_body

        return read_body(self._source.text[self._start : self._end], self._line)

    def __reduce__(self) -> tuple[type, tuple[SourceText, int, int, int, int, int]]:
        extent = (self._start, self._end)
        return DeferredBody, (self._source, self._line, self.first, *extent, self.size)


def deferred(reader: TreeReader, node: _Def) -> DeferredBody | None:
    """What will read the body of a function; None if it is to be read now."""
    words = reader.words
    if words is None or words.is_eager or (len(node.body) == 1 and _is_short(node.body[0])):
        return None
    if words.bars(node):
        return None
    text = reader.text
    first, last = node.lineno, node.end_lineno
    assert last is not None
    # Lines that are joined with what stands round them are no function by themselves.
    if (
        text.lines[first - 1][: node.col_offset].strip(" \t")
        or text.lines[last - 1].endswith("\\")
        or (first > 1 and text.lines[first - 2].endswith("\\"))
    ):
        return None
    start, end = text.starts[first - 1], text.starts[last] - 1
    if end - start > MAX_CHAIN and _may_be_too_deep(text.text[start:end]):
        return None
    if words.source is None:
        words.source = SourceText(text.text)
    size = sum(not isinstance(part, ast.Pass) for part in node.body)
    opening = node.body[0]
    shared = text.lines[opening.lineno - 1].encode()[: opening.col_offset].strip()
    body = opening.lineno + bool(shared)
    return DeferredBody(words.source, first, body, start, end, size)


def _may_be_too_deep(text: str) -> bool:
    chained = sum(text.count(word) for word in ("and", "or", "elif"))
    return chained > MAX_CHAIN


def _is_short(node: ast.stmt) -> bool:
    """Whether to read a statement at once takes little time."""
    return isinstance(node, ast.Pass) or (
        isinstance(node, ast.Expr | ast.Return) and not isinstance(node.value, ast.expr)
    )
