"""Expressions of libcst's tree turned into facts."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from replaytag.facts import model
from replaytag.facts.cursor import Cursor
from replaytag.facts.limits import MAX_DEPTH
from replaytag.facts.reference import atoms, displays, operators

_READERS = atoms.READERS | displays.READERS | operators.READERS
_CHAINS = operators.CHAINS


class ExpressionReader:
    """Turns expressions into facts, in the order of the text, moving ``cursor`` over them.

    Raises:
        SourceError: From any method, for what libcst lets pass but Python does not.
    """

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.yields = False
        """Whether a ``yield`` was met since this was last set to False."""
        self._depth = 0

    def expression(self, node: cst.BaseExpression) -> model.Expression:
        """The facts of ``node``; leaves the cursor behind its last token."""
        cursor = self.cursor
        # Chains such as a.b().c() or a + b + c nest to the left as deep as they are long: descend
        # in a loop, then build the facts from the innermost one out.
        chain: list[tuple[cst.BaseExpression, int]] = []
        while True:
            if node.lpar:
                self._parentheses(node, "(")
            chain.append((node, cursor.skip()))
            link = _CHAINS.get(type(node))
            if link is None:
                break
            node = link[0](node)

        self._depth += len(chain)
        result: model.Expression | None = None
        while chain:
            node, start = chain.pop()
            if result is None:
                read = _READERS.get(type(node))
                if read is None:
                    raise cursor.error(f"unsupported syntax ({type(node).__name__})", start)
                result = read(self, node, start)
            else:
                result = _CHAINS[type(node)][1](self, node, start, result)
            if self._depth > MAX_DEPTH:
                result = model.Opaque(result.span, "nested too deeply")
            self._depth -= 1
            if node.rpar:
                self._parentheses(node, ")")
        assert result is not None
        return result

    def _parentheses(self, node: cst.BaseExpression, token: str) -> None:
        # The innermost pair round a tuple is part of its display.
        for _ in range(len(node.lpar) - isinstance(node, cst.Tuple)):
            self.cursor.eat(token)

    def optional(self, node: cst.BaseExpression | None) -> model.Expression | None:
        """The facts of ``node`` if there is one."""
        return None if node is None else self.expression(node)

    def name(self, node: cst.Name) -> tuple[str, int]:
        """The name at a place that declares one, and the offset at which it starts."""
        return node.value, self.cursor.eat(node.value)

    def literal(
        self,
        token: str,
        start: int,
        evaluate: Callable[[str], str | bytes | int | float | complex],
    ) -> model.Literal:
        """The facts of the constant ``token`` that starts right at the cursor."""
        self.cursor.advance(token)
        try:
            value = evaluate(token)
        except ValueError as error:
            raise self.cursor.error(str(error), start) from None
        return model.Literal(self.cursor.span_from(start), value)
