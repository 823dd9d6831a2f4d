"""One more base, or one more method, for a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from replaytag.fixes.displays import Group, insert_item, items_of
from replaytag.fixes.errors import CannotEdit
from replaytag.fixes.layout import insert_after, insert_before, is_docstring
from replaytag.fixes.patch import Change
from replaytag.fixes.style import adapt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from replaytag.fixes.style import Style
    from replaytag.fixes.syntax import Statement, Syntax


def insert_base(
    syntax: Syntax, start: int, index: int, code: str, style: Style
) -> tuple[Change, ...]:
    """Put ``code`` before base ``index`` of the class whose ``class`` stands at ``start``.

    Raises ``CannotEdit`` where no class stands there, or where it has fewer bases.
    """
    node = _class_at(syntax, start)
    if not 0 <= index <= len(node.bases):
        raise CannotEdit(f"the class has no base {index}")
    if not isinstance(node.lpar, cst.LeftParen) or not isinstance(node.rpar, cst.RightParen):
        return (Change.insert(syntax.extent(node.name)[1], f"({code})"),)
    items = items_of(syntax, (*node.bases, *node.keywords))
    opening, closing = syntax.extent(node.lpar)[1], syntax.extent(node.rpar)[0]
    return insert_item(syntax, Group(items, opening, closing), index, code, style)


def insert_method(syntax: Syntax, start: int, code: str, style: Style) -> Iterable[Change]:
    """Put a method into the class whose ``class`` stands at ``start``: before its others.

    Raises ``CannotEdit`` where no class stands there, where its body is on the same line, or where
    it binds the method's name already.
    """
    statement = _statement_of(syntax, _class_at(syntax, start))
    members = statement.children
    if not members or isinstance(members[0].node, cst.SimpleStatementSuite):
        raise CannotEdit("the body of the class is on the line of its head")
    (added,) = cst.parse_module(code).body
    assert isinstance(added, cst.FunctionDef)
    for member in members:
        name = getattr(member.node, "name", None)
        if isinstance(name, cst.Name) and name.value == added.name.value:
            line = syntax.text.line_of(member.start)
            raise CannotEdit(f"`{name.value}` is defined already in line {line}")
    methods = (member for member in members if isinstance(member.node, cst.FunctionDef))
    first = next(methods, None)
    if first is not None:
        return [insert_before(syntax, first, code, style)]
    last = members[-1]
    if not _is_placeholder(last) or (last.previous and not is_docstring(last.previous)):
        return [insert_after(syntax, last, code, style)]
    begin = syntax.text.line_start(syntax.text.line_of(last.start))
    body = adapt(code, style, syntax.text.indent(syntax.text.line_of(last.start)))
    above = style.newline if _needs_blank(syntax, last) else ""
    return [Change(begin, last.end, above + body.rstrip("\r\n"))]


def _class_at(syntax: Syntax, start: int) -> cst.ClassDef:
    for node in syntax.nodes(cst.ClassDef):
        assert isinstance(node, cst.ClassDef)
        if syntax.extent(node)[0] == start:
            return node
    raise CannotEdit("no class stands there")


def _statement_of(syntax: Syntax, node: cst.ClassDef) -> Statement:
    statement = syntax.statement_at(*syntax.extent(node))
    assert statement.node is node
    return statement


def _is_placeholder(member: Statement) -> bool:
    """Whether it is ``pass`` or ``...``."""
    node = member.node
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1:
        return False
    (small,) = node.body
    return isinstance(small, cst.Pass) or (
        isinstance(small, cst.Expr) and isinstance(small.value, cst.Ellipsis)
    )


def _needs_blank(syntax: Syntax, member: Statement) -> bool:
    """Whether a method in its place would stand right below a docstring."""
    return member.previous is not None and not syntax.text.is_blank(
        syntax.text.line_of(member.start) - 1
    )
