"""Statements between other statements, with the blank lines that black leaves there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from replaytag.fixes.patch import Change
from replaytag.fixes.style import Style, adapt
from replaytag.fixes.syntax import Statement, Syntax

if TYPE_CHECKING:
    from replaytag.fixes.text import Text

_CLAUSE = re.compile(r"(else|elif|except|finally)\b")
_HEADER = re.compile(r"#!|#.*?coding[:=]")


def insert_after(syntax: Syntax, anchor: Statement, code: str, style: Style) -> Change:
    """``code`` on the lines after a statement, at its indentation."""
    text = syntax.text
    line = last_line(text, anchor)
    indent = text.indent(text.line_of(anchor.start))
    added = Syntax(code).body
    above = style.newline * _blanks_below(anchor, added[0].node, indent)
    body = adapt(code, style, indent)
    following = line + 1
    while following <= text.line_count and text.is_blank(following):
        following += 1
    if following > text.line_count:
        below = 0
    else:
        gap = following - line - 1
        below = max(0, _blanks_before_line(added[-1].node, text.line(following)) - gap)
    if line == text.line_count and text.line_end(line) == len(text.text):
        return Change.insert(len(text.text), style.newline + above + body)
    content = above + body + style.newline * (1 + below)
    return Change.insert(text.line_start(line + 1), content)


def insert_before(syntax: Syntax, anchor: Statement, code: str, style: Style) -> Change:
    """``code`` on the lines before a statement and the comments right above it."""
    text = syntax.text
    line = first_line(text, anchor)
    indent = text.indent(text.line_of(anchor.start))
    added = Syntax(code).body
    gap = 0
    while text.is_blank(line - 1 - gap) and line - 1 - gap >= 1:
        gap += 1
    above = max(0, _blanks_above(text, anchor, added[0].node, indent, line - 1 - gap) - gap)
    below = blanks_between(added[-1].node, anchor.node, indent)
    body = adapt(code, style, indent)
    content = style.newline * above + body + style.newline * (1 + below)
    return Change.insert(text.line_start(line), content)


def first_line(text: Text, statement: Statement) -> int:
    """The first line of a statement and of the comments right above it.

    A shebang or an encoding cookie belongs to the file, not to its first statement.
    """
    line = text.line_of(statement.start)
    indent = text.indent(line)
    limit = text.line_of(statement.previous.end) if statement.previous else 0
    while line - 1 > limit and text.is_comment(line - 1) and text.indent(line - 1) == indent:
        if line - 1 <= 2 and _HEADER.match(text.line(line - 1)):
            break
        line -= 1
    return line


def last_line(text: Text, statement: Statement) -> int:
    """The last line of a statement, with a comment that trails it."""
    line = text.line_of(statement.end)
    rest = text.text[statement.end : text.line_end(line)]
    while rest.strip(" \t\f;") == "\\":
        line += 1
        rest = text.line(line)
    return line


def blanks_between(before: cst.CSTNode, after: cst.CSTNode, indent: str) -> int:
    """The blank lines that black asks for between neighbours at this indentation."""
    if is_definition(after) or ends_with_definition(before):
        return 1 if indent else 2
    if is_import(before) and not is_import(after):
        return 1
    return 0


def _blanks_below(anchor: Statement, node: cst.CSTNode, indent: str) -> int:
    """The blank lines that black asks for between ``anchor`` and ``node``."""
    owner = anchor.parent
    if is_docstring(anchor) and (owner is None or isinstance(owner.node, cst.ClassDef)):
        return max(1, blanks_between(anchor.node, node, indent))
    return blanks_between(anchor.node, node, indent)


def is_definition(node: cst.CSTNode) -> bool:
    return isinstance(node, (cst.FunctionDef, cst.ClassDef))


def ends_with_definition(node: cst.CSTNode) -> bool:
    """Whether the last line of a statement is that of a function or class."""
    if is_definition(node):
        return True
    if isinstance(node, (cst.Module, cst.IndentedBlock)):
        return bool(node.body) and ends_with_definition(node.body[-1])
    if not isinstance(node, (cst.BaseCompoundStatement, cst.Else, cst.Finally)):
        return False
    for field in ("finalbody", "orelse", "handlers", "cases", "body"):
        part = getattr(node, field, None)
        if isinstance(part, (list, tuple)) and part:
            part = part[-1].body
        if isinstance(part, cst.CSTNode):
            return ends_with_definition(part)
    return False


def is_import(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.SimpleStatementLine) and all(
        isinstance(part, (cst.Import, cst.ImportFrom)) for part in node.body
    )


def is_docstring(statement: Statement) -> bool:
    """Whether this is the string that documents a module, class or function."""
    node = statement.node
    if statement.index or not isinstance(node, cst.SimpleStatementLine):
        return False
    first = node.body[0]
    owner = statement.parent
    return (
        isinstance(first, cst.Expr)
        and isinstance(first.value, (cst.SimpleString, cst.ConcatenatedString))
        and (owner is None or is_definition(owner.node))
    )


def _blanks_before_line(before: cst.CSTNode, line: str) -> int:
    """The blank lines that black asks for between ``before`` and the line that follows."""
    if not ends_with_definition(before):
        return 0
    return 1 if line[0] in " \t" or _CLAUSE.match(line) else 2


def _blanks_above(text: Text, anchor: Statement, node: cst.CSTNode, indent: str, line: int) -> int:
    """The blank lines that black asks for above ``node`` when it comes after ``line``."""
    if anchor.previous is not None:
        return _blanks_below(anchor.previous, node, indent)
    if line < 1 or (anchor.parent is not None and is_definition(anchor.parent.node)):
        return 0
    if is_definition(node):
        return 1 if indent else 2
    return 0
