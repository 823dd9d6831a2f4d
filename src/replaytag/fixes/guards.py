"""A statement that is put under an ``if``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from replaytag.fixes.errors import CannotEdit
from replaytag.fixes.layout import last_line
from replaytag.fixes.patch import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from replaytag.fixes.style import Style
    from replaytag.fixes.syntax import Statement, Syntax


def put_under(syntax: Syntax, anchor: Statement, test: str, style: Style) -> list[Change]:
    """The statement ``anchor`` as the body of ``if test:``; comments above it stay above.

    Raises ``CannotEdit`` where more than the statement's effect would depend on the test: a name
    that it binds, or what is done after it.
    """
    node = anchor.node
    if not isinstance(node, cst.SimpleStatementLine) or not all(map(_is_effect, node.body)):
        raise CannotEdit("more than a call depends on the statement")
    text = syntax.text
    first, last = text.line_of(anchor.start), last_line(text, anchor)
    if not set(_within_strings(syntax, anchor)).isdisjoint(range(first + 1, last + 1)):
        raise CannotEdit("a string in the statement goes over several lines")
    head = f"{text.indent(first)}if {test}:{style.newline}{style.indent}"
    rest = (line for line in range(first + 1, last + 1) if not text.is_blank(line))
    return [
        Change.insert(text.line_start(first), head),
        *(Change.insert(text.line_start(line), style.indent) for line in rest),
    ]


def _is_effect(node: cst.BaseSmallStatement) -> bool:
    if isinstance(node, cst.Assign):
        targets = [target.target for target in node.targets]
    elif isinstance(node, cst.AugAssign):
        targets = [node.target]
    else:
        return isinstance(node, cst.Expr)
    return all(isinstance(target, (cst.Subscript, cst.Attribute)) for target in targets)


def _within_strings(syntax: Syntax, anchor: Statement) -> Iterator[int]:
    """The lines of a statement that begin inside a string."""
    for node in syntax.nodes(cst.SimpleString, cst.FormattedString):
        start, end = syntax.extent(node)
        if anchor.start <= start and end <= anchor.end:
            yield from range(syntax.text.line_of(start) + 1, syntax.text.line_of(end) + 1)
