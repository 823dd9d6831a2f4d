"""``ast``'s tree turned into facts."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.facts import model
from replaytag.facts.fast import (
    blocks,
    definitions,
    displays,
    operators,
    simple_statements,
    strings,
)
from replaytag.facts.fast.dispatch import Readers, Unreadable
from replaytag.facts.limits import MAX_DEPTH

if TYPE_CHECKING:
    from replaytag.facts.fast.bodies import Words
    from replaytag.facts.fast.text import Text

_EXPRESSIONS = Readers(displays.READERS | operators.READERS | strings.READERS)
_STATEMENTS = Readers(simple_statements.READERS | blocks.READERS | definitions.READERS)


class TreeReader:
    """Turns the nodes that ``text`` was parsed into into facts.

    Raises:
        Unreadable: From any method, for what only the reference reader gets right.
    """

    __slots__ = ("odd", "span", "text", "words")

    def __init__(self, text: Text, words: Words | None = None) -> None:
        self.text = text
        self.words = words
        """What says which bodies of functions may be read later; None if all are read now."""
        self.span = text.span
        self.odd = text.odd

    def expression(self, node: ast.expr, depth: int = 1) -> model.Expression:
        """The facts of ``node``, which is nested ``depth`` deep in other expressions."""
        if depth > MAX_DEPTH:
            raise Unreadable("nested too deeply")
        return _EXPRESSIONS[type(node)](self, node, depth + 1)  # type: ignore[no-any-return]

    def optional(self, node: ast.expr | None, depth: int = 1) -> model.Expression | None:
        """The facts of ``node`` if there is one."""
        return None if node is None else self.expression(node, depth)

    def expressions(
        self, nodes: Iterable[ast.expr], depth: int = 1
    ) -> tuple[model.Expression, ...]:
        """The facts of each of ``nodes``."""
        return tuple([self.expression(node, depth) for node in nodes])

    def statements(self, nodes: Iterable[ast.stmt]) -> tuple[model.Statement, ...]:
        """The facts of ``nodes``; ``pass`` has none."""
        return tuple(
            [_STATEMENTS[type(node)](self, node) for node in nodes if type(node) is not ast.Pass]
        )

    def name(self, name: str) -> str:
        """``name`` itself, if the text has it written like that."""
        if name in self.odd:
            raise Unreadable("a name that is not in ASCII")
        return name

    def optional_name(self, name: str | None) -> str | None:
        """As :meth:`name`, if there is a name."""
        return None if name is None else self.name(name)
