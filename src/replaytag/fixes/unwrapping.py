"""``with`` statements that lose an item; with the last one their body takes their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from replaytag.fixes.definitions import enclosing_functions
from replaytag.fixes.displays import Group, items_of, remove_item
from replaytag.fixes.errors import CannotEdit
from replaytag.fixes.patch import Change
from replaytag.fixes.uses import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from replaytag.fixes.style import Style
    from replaytag.fixes.syntax import Statement, Syntax

_DIRECTIVE = re.compile(r"#\s*(noqa|type:|pylint:|pragma:|pyright:|fmt:|nosec|mypy:)", re.I)
"""A comment that speaks to a tool about its line: it is of no use on another one."""


def unwrap(
    syntax: Syntax, start: int, end: int, index: int, code: str, style: Style
) -> list[Change]:
    """Changes that take the item ``index`` out of the ``with`` statement with this extent.

    ``code`` is a statement that takes the item's place. Raises ``CannotEdit`` where no such
    statement stands there, or where what the item binds is used and ``code`` does not bind it.
    """
    statement = syntax.statement_at(start, end)
    node = statement.node
    if not isinstance(node, cst.With) or (statement.start, statement.end) != (start, end):
        raise CannotEdit("no `with` statement stands there")
    if not code:
        _check_unused(syntax, statement, node, index)
    if len(node.items) > 1:
        return _without_item(syntax, node, start, index, code, style)
    if isinstance(node.body, cst.SimpleStatementSuite):
        first = syntax.extent(node.body.body[0])[0]
        indent = syntax.text.indent(syntax.text.line_of(start))
        return [Change(start, first, f"{code}{style.newline}{indent}" if code else "")]
    return [*_without_header(syntax, node, start, code), *_dedented(syntax, node, start, end)]


def _check_unused(syntax: Syntax, statement: Statement, node: cst.With, index: int) -> None:
    target = node.items[index].asname
    if target is None:
        return
    if not isinstance(target.name, cst.Name):
        raise CannotEdit("the `with` statement binds something else than a name")
    name = target.name.value
    functions = enclosing_functions(statement)
    inside = [use for item in node.items for use in uses_of(name, item)]
    inside += uses_of(name, node.body)
    # The statement binds the name itself, so that what is in it does not count here.
    outside = uses_of(name, functions[0].body if functions else syntax.module)
    found = next(iter([*inside, *outside]), None)
    if found is not None:
        line = syntax.text.line_of(syntax.extent(found)[0])
        raise CannotEdit(f"`{name}` is used in line {line}, too")


def _without_item(
    syntax: Syntax, node: cst.With, start: int, index: int, code: str, style: Style
) -> list[Change]:
    items = items_of(syntax, node.items)
    bracketed = isinstance(node.lpar, cst.LeftParen)
    opening = items[0].start if bracketed else None
    closing = items[-1].end if bracketed else None
    changes = [remove_item(syntax, Group(items, opening, closing), index)]
    if code:
        indent = syntax.text.indent(syntax.text.line_of(start))
        changes.append(Change.insert(start, f"{code}{style.newline}{indent}"))
    return changes


def _without_header(syntax: Syntax, node: cst.With, start: int, code: str) -> Iterator[Change]:
    """``code``, or nothing, in the place of the lines up to the colon."""
    text = syntax.text
    last = node.rpar if isinstance(node.rpar, cst.RightParen) else node.items[-1]
    colon = text.text.index(":", syntax.extent(last)[1])
    if "#" in text.text[start:colon] and text.line_of(start) != text.line_of(colon):
        raise CannotEdit("there may be a comment between the lines of the `with` statement")
    line = text.line_of(colon)
    rest = text.text[colon + 1 : text.line_end(line)]
    comment = rest.strip()
    if code:
        yield Change(start, colon + 1, code)
    elif comment and not _DIRECTIVE.match(comment):
        yield Change(start, colon + 1 + len(rest) - len(rest.lstrip()), "")
    else:
        first = text.line_of(start)
        yield Change(text.line_start(first), text.line_start(line + 1), "")


def _dedented(syntax: Syntax, node: cst.With, start: int, end: int) -> Iterator[Change]:
    """The lines of the body at the indentation of the statement; what is in strings stays."""
    text = syntax.text
    body = node.body
    first = text.line_of(syntax.extent(body.body[0])[0])
    outer, inner = text.indent(text.line_of(start)), text.indent(first)
    if not inner.startswith(outer) or inner == outer:
        raise CannotEdit("the `with` block is indented in another way than what is round it")
    literal = _literal_lines(syntax)
    last = text.line_of(end)
    for number in range(_header_end(syntax, node) + 1, _footer_end(syntax, last, inner) + 1):
        line = text.line(number)
        if number in literal or not line.strip() or not line.startswith(inner):
            continue
        offset = text.line_start(number)
        yield Change(offset + len(outer), offset + len(inner), "")


def _header_end(syntax: Syntax, node: cst.With) -> int:
    """The line of the colon."""
    last = node.rpar if isinstance(node.rpar, cst.RightParen) else node.items[-1]
    return syntax.text.line_of(syntax.text.text.index(":", syntax.extent(last)[1]))


def _footer_end(syntax: Syntax, line: int, indent: str) -> int:
    """The last line of the comments below a block that are indented as it is."""
    text = syntax.text
    following = line + 1
    while text.is_comment(following) or (text.is_blank(following) and following <= text.line_count):
        if text.is_comment(following):
            if not text.indent(following).startswith(indent):
                break
            line = following
        following += 1
    return line


def _literal_lines(syntax: Syntax) -> set[int]:
    """The lines that begin inside a string."""
    lines: set[int] = set()
    for node in syntax.nodes(cst.SimpleString, cst.FormattedString):
        first, last = map(syntax.text.line_of, syntax.extent(node))
        lines.update(range(first + 1, last + 1))
    return lines
