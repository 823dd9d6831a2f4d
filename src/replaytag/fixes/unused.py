"""Imports that nothing uses any more."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import libcst as cst

from replaytag.fixes.definitions import enclosing_functions
from replaytag.fixes.displays import Group, items_of, remove_item
from replaytag.fixes.layout import last_line
from replaytag.fixes.patch import Change
from replaytag.fixes.scopes import Source, module_of
from replaytag.fixes.uses import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from replaytag.fixes.syntax import Statement, Syntax

_KEPT = re.compile(r"#.*\bnoqa\b", re.IGNORECASE)


def remove_import(syntax: Syntax, source: Source, path: str) -> list[Change]:
    """Changes that take ``source`` away wherever the file imports it and does not use it.

    None in a package's own file, whose names are for others, and where a linter is told not to
    mind that the import is not used.
    """
    if path.rpartition("/")[2] == "__init__.py":
        return []
    changes: list[Change] = []
    for statement in _flattened(syntax.body):
        changes += _removed(syntax, statement, source)
    return changes


def _flattened(statements: list[Statement]) -> Iterator[Statement]:
    for statement in statements:
        yield statement
        yield from _flattened(statement.children)


def _removed(syntax: Syntax, statement: Statement, source: Source) -> list[Change]:
    node = statement.node
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1:
        return []
    part = node.body[0]
    if not isinstance(part, cst.Import | cst.ImportFrom) or isinstance(part.names, cst.ImportStar):
        return []
    if isinstance(part, cst.ImportFrom):
        wanted = source.name if module_of(part) == source.module else None
    else:
        wanted = source.module if source.name is None else None
    names = [alias.evaluated_name for alias in part.names]
    if wanted is None or wanted not in names:
        return []
    index = names.index(wanted)
    last = last_line(syntax.text, statement)
    trailing = syntax.text.text[statement.end : syntax.text.line_end(last)]
    bound = part.names[index].evaluated_alias or wanted.partition(".")[0]
    if _KEPT.search(trailing) or bound == part.names[index].evaluated_alias == wanted:
        return []
    functions = enclosing_functions(statement)
    root: cst.CSTNode = functions[0].body if functions else syntax.module
    if next(uses_of(bound, root), None) is not None or _is_in_a_string(syntax, bound):
        return []
    if len(names) > 1:
        items = items_of(syntax, part.names)
        bracketed = isinstance(part, cst.ImportFrom) and part.lpar is not None
        ends = (items[0].start, items[-1].end) if bracketed else (None, None)
        return [remove_item(syntax, Group(items, *ends), index)]
    if statement.parent is not None and len(statement.siblings) == 1:
        return []
    return [_without_lines(syntax, statement, last)]


def _without_lines(syntax: Syntax, statement: Statement, last: int) -> Change:
    """A statement's lines taken away, with blank ones where there are some on both sides."""
    text = syntax.text
    first = text.line_of(statement.start)
    above, below = first - 1, last + 1
    while above >= 1 and text.is_blank(above):
        above -= 1
    while below <= text.line_count and text.is_blank(below):
        below += 1
    blank_above, blank_below = first - 1 - above, below - last - 1
    opens = statement.parent is not None and statement.previous is None
    if above == 0 or opens or (blank_above and blank_below and blank_below < blank_above):
        last = below - 1
    elif blank_above and blank_below:
        first = above + 1
    return Change(text.line_start(first), text.line_start(last + 1), "")


def _is_in_a_string(syntax: Syntax, name: str) -> bool:
    """Whether a literal is an expression with the name in it: an annotation, or in ``__all__``."""
    return any(
        isinstance(node, cst.SimpleString) and _names(node.evaluated_value, name)
        for node in syntax.nodes(cst.SimpleString)
    )


def _names(value: object, name: str) -> bool:
    if not isinstance(value, str) or name not in value or "\n" in value:
        return False
    try:
        parsed = ast.parse(value, mode="eval")
    except (SyntaxError, ValueError):
        return False
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(parsed))
