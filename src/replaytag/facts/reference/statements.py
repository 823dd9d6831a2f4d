"""Statements of libcst's tree turned into facts."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from replaytag.facts import model
from replaytag.facts.cursor import Cursor
from replaytag.facts.reference import blocks, definitions, simple_statements
from replaytag.facts.reference.expressions import ExpressionReader

_READERS = simple_statements.READERS | blocks.READERS | definitions.READERS


class StatementReader:
    """Turns statements into facts, in the order of the text, moving ``cursor`` over them.

    Raises:
        SourceError: From any method, for what libcst lets pass but Python does not.
    """

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.expressions = ExpressionReader(cursor)
        self.end = 0
        """Where the last statement ended, a semicolon after it not counted."""

    def statements(
        self, nodes: Iterable[cst.BaseStatement | cst.BaseSmallStatement]
    ) -> tuple[model.Statement, ...]:
        """The facts of ``nodes``; ``pass`` has none."""
        cursor = self.cursor
        facts: list[model.Statement] = []
        for node in nodes:
            if isinstance(node, cst.SimpleStatementLine):
                facts += self.statements(node.body)
                continue
            start = cursor.skip()
            read = _READERS.get(type(node))
            if read is None:
                raise cursor.error(f"unsupported syntax ({type(node).__name__})", start)
            fact = read(self, node, start)
            if fact is not None:
                facts.append(fact)
            if isinstance(node, cst.BaseSmallStatement):
                self.end = cursor.position
                cursor.eat_if(";")
        return tuple(facts)

    def suite(self, node: cst.BaseSuite) -> tuple[model.Statement, ...]:
        """The facts of what follows the head of a compound statement, from its colon on."""
        self.cursor.eat(":")
        assert isinstance(node, cst.IndentedBlock | cst.SimpleStatementSuite)
        return self.statements(node.body)
