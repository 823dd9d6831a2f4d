"""A parsed file whose statements and expressions are found by where they stand."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from replaytag.fixes.errors import CannotEdit
from replaytag.fixes.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(eq=False, slots=True)
class Statement:
    """A statement and its surroundings. ``start`` is that of its first decorator."""

    node: cst.CSTNode
    start: int
    end: int
    parent: Statement | None
    index: int
    siblings: list[Statement]
    shares_line: bool = False
    children: list[Statement] = field(default_factory=list)

    @property
    def previous(self) -> Statement | None:
        return self.siblings[self.index - 1] if self.index else None

    @property
    def next(self) -> Statement | None:
        return self.siblings[self.index + 1] if self.index + 1 < len(self.siblings) else None

    @property
    def outermost(self) -> Statement:
        """The top-level statement that this one is part of."""
        return self if self.parent is None else self.parent.outermost


class Syntax:
    """Raises ``CannotEdit`` where the text is not Python that libcst can parse and give back."""

    def __init__(self, text: str) -> None:
        try:
            parsed = cst.parse_module(text)
        except cst.ParserSyntaxError as error:
            raise CannotEdit(f"line {error.raw_line} does not parse") from None
        if parsed.code != text:
            raise CannotEdit("the file mixes line endings in a way that cannot be kept")
        wrapper = MetadataWrapper(parsed, unsafe_skip_copy=True)
        self.text = Text(text)
        self.module = wrapper.module
        self._ranges = wrapper.resolve(PositionProvider)
        self.body = self._statements(self.module, None)

    def extent(self, node: cst.CSTNode) -> tuple[int, int]:
        """Where a node stands, without parentheses round it."""
        where = self._ranges[node]
        assert isinstance(where, CodeRange)
        return (
            self.text.offset(where.start.line, where.start.column + 1),
            self.text.offset(where.end.line, where.end.column + 1),
        )

    def parenthesised(self, node: cst.BaseExpression) -> Iterator[tuple[int, int]]:
        """The extents of an expression: bare, then with each pair of parentheses round it."""
        yield self.extent(node)
        for left, right in zip(reversed(node.lpar), node.rpar, strict=True):
            yield self.extent(left)[0], self.extent(right)[1]

    def nodes(self, *kinds: type[cst.CSTNode]) -> Iterator[cst.CSTNode]:
        """All nodes of these kinds."""
        return (node for node in self._ranges if isinstance(node, kinds))

    def statement_at(self, start: int, end: int) -> Statement:
        """The innermost statement that contains the extent. Raises ``CannotEdit`` if none does."""
        found: Statement | None = None
        level = self.body
        while level:
            inside = next((one for one in level if one.start <= start and end <= one.end), None)
            if inside is None:
                break
            found, level = inside, inside.children
        if found is None:
            raise CannotEdit("no statement stands there")
        return found

    def _statements(self, block: cst.CSTNode, parent: Statement | None) -> list[Statement]:
        """The statements of a module or suite."""
        siblings: list[Statement] = []
        one_line = isinstance(block, cst.SimpleStatementSuite)
        nodes = [block] if one_line else [*_body(block)]
        for index, node in enumerate(nodes):
            start, end = self.extent(node)
            decorators = getattr(node, "decorators", ())
            if decorators:
                start = self.extent(decorators[0])[0]
            shares = one_line or (isinstance(node, cst.SimpleStatementLine) and len(node.body) > 1)
            statement = Statement(node, start, end, parent, index, siblings, shares)
            siblings.append(statement)
            if not one_line:
                for suite in _suites(node):
                    statement.children += self._statements(suite, statement)
        return siblings


def _body(block: cst.CSTNode) -> tuple[cst.CSTNode, ...]:
    assert isinstance(block, (cst.Module, cst.IndentedBlock))
    return tuple(block.body)


def _suites(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The suites of a compound statement, those of its ``else``, ``except``, ``case`` included."""
    for child in node.children:
        if isinstance(child, cst.BaseSuite):
            yield child
        elif isinstance(
            child,
            (
                cst.Else,
                cst.Finally,
                cst.ExceptHandler,
                cst.ExceptStarHandler,
                cst.MatchCase,
                cst.If,
            ),
        ):
            yield from _suites(child)


@functools.lru_cache(maxsize=4)
def parse(text: str) -> Syntax:
    """``Syntax(text)``; the same object for the same text, as long as few others come between.

    Many fixes of one file each begin with its text.
    """
    return Syntax(text)
