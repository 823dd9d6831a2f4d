"""Patterns of ``case`` clauses: which names they bind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import libcst as cst

from replaytag.facts.reference.expressions import ExpressionReader


class PatternReader:
    """Collects the names that patterns bind, moving the cursor of ``expressions`` over them.

    Raises:
        SourceError: From any method, for what libcst lets pass but Python does not.
    """

    def __init__(self, expressions: ExpressionReader) -> None:
        self._expressions = expressions
        self._cursor = expressions.cursor
        self._names: list[str] = []

    def names(self, node: cst.MatchPattern) -> tuple[str, ...]:
        """The names that ``node`` binds, in the order of the text."""
        self._names = []
        self._pattern(node)
        return tuple(self._names)

    def _pattern(self, node: cst.MatchPattern) -> None:
        if isinstance(node, cst.MatchValue | cst.MatchSingleton):
            self._expressions.expression(node.value)
            return
        for _ in node.lpar:
            self._cursor.eat("(")
        read = _READERS.get(type(node))
        if read is None:
            message = f"unsupported syntax ({type(node).__name__})"
            raise self._cursor.error(message, self._cursor.skip())
        read(self, node)
        for _ in node.rpar:
            self._cursor.eat(")")

    def _bind(self, node: cst.Name | None) -> None:
        self._cursor.eat("_" if node is None else node.value)
        if node is not None:
            self._names.append(node.value)

    def _as(self, node: cst.MatchAs) -> None:
        if node.pattern is not None:
            self._pattern(node.pattern)
            self._cursor.eat("as")
        self._bind(node.name)

    def _or(self, node: cst.MatchOr) -> None:
        for alternative in node.patterns:
            self._pattern(alternative.pattern)
            self._cursor.eat_if("|")

    def _list(self, node: cst.MatchList) -> None:
        if node.lbracket is not None:
            self._cursor.eat("[")
        self._elements(node.patterns)
        if node.rbracket is not None:
            self._cursor.eat("]")

    def _tuple(self, node: cst.MatchTuple) -> None:
        self._elements(node.patterns)

    def _elements(self, nodes: Iterable[cst.MatchSequenceElement | cst.MatchStar]) -> None:
        for node in nodes:
            if isinstance(node, cst.MatchStar):
                self._cursor.eat("*")
                self._bind(node.name)
            else:
                self._pattern(node.value)
            self._cursor.eat_if(",")

    def _mapping(self, node: cst.MatchMapping) -> None:
        self._cursor.eat("{")
        for element in node.elements:
            if isinstance(element.key, cst.MatchPattern):
                self._pattern(element.key)
            else:
                self._expressions.expression(element.key)
            self._cursor.eat(":")
            self._pattern(element.pattern)
            self._cursor.eat_if(",")
        if node.rest is not None:
            self._cursor.eat("**")
            self._bind(node.rest)
            self._cursor.eat_if(",")
        self._cursor.eat("}")

    def _class(self, node: cst.MatchClass) -> None:
        self._expressions.expression(node.cls)
        self._cursor.eat("(")
        self._elements(node.patterns)
        for keyword in node.kwds:
            self._expressions.name(keyword.key)
            self._cursor.eat("=")
            self._pattern(keyword.pattern)
            self._cursor.eat_if(",")
        self._cursor.eat(")")


_READERS: dict[type[cst.MatchPattern], Callable[[PatternReader, Any], None]] = {
    cst.MatchAs: PatternReader._as,
    cst.MatchClass: PatternReader._class,
    cst.MatchList: PatternReader._list,
    cst.MatchMapping: PatternReader._mapping,
    cst.MatchOr: PatternReader._or,
    cst.MatchTuple: PatternReader._tuple,
}
