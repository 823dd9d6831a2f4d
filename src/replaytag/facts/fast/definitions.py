"""Functions, classes and type aliases, turned into facts."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from replaytag.facts import model
from replaytag.facts.fast.bodies import deferred
from replaytag.facts.fast.signatures import arguments, parameters
from replaytag.source import Span

if TYPE_CHECKING:
    from replaytag.facts.fast.tree import TreeReader

_BLANK = r"(?:[ \t\f]|\\\n)+"
_HEADS: dict[type, str] = {
    ast.AsyncFunctionDef: "async def ",
    ast.ClassDef: "class ",
    ast.FunctionDef: "def ",
}
"""What stands before the name, as almost everybody writes it."""
_HEAD = re.compile(rf"(?:async{_BLANK})?(?:def|class){_BLANK}")


def _function(reader: TreeReader, node: ast.FunctionDef | ast.AsyncFunctionDef) -> model.Statement:
    body: Any = None
    is_generator = False
    if reader.words is not None:
        body = deferred(reader, node)
        is_generator = body is None and reader.words.yields(node) and _yields(node.body)
    if body is None:
        body = reader.statements(node.body)
    span = reader.text.block(node)
    return model.Function(
        span,
        reader.name(node.name),
        _name_span(reader, node, span),
        parameters(reader, node.args, 1),
        reader.expressions(node.decorator_list),
        body,
        reader.optional(node.returns),
        isinstance(node, ast.AsyncFunctionDef),
        is_generator,
    )


def _yields(nodes: list[ast.stmt]) -> bool:
    """Whether a function with the body ``nodes`` is a generator."""
    stack: list[ast.AST] = [*nodes]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            # What stands in its head is evaluated out here.
            within = set(map(id, node.body))
            stack += (part for part in ast.iter_child_nodes(node) if id(part) not in within)
        else:
            stack += ast.iter_child_nodes(node)
    return False


def _class(reader: TreeReader, node: ast.ClassDef) -> model.Statement:
    span = reader.text.block(node)
    return model.Class(
        span,
        reader.name(node.name),
        _name_span(reader, node, span),
        arguments(reader, node.bases, node.keywords, 1),
        reader.expressions(node.decorator_list),
        reader.statements(node.body),
    )


def _name_span(
    reader: TreeReader, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, whole: Span
) -> Span:
    text = reader.text
    start = text.start(node)
    head = _HEADS[type(node)]
    width = len(node.name)
    if text.text.startswith(head + node.name, start):
        column = whole.column + len(head)
        return Span(whole.line, column, whole.line, column + width)
    match = _HEAD.match(text.text, start)
    assert match is not None
    return text.between(match.end(), match.end() + width)


def _type_alias(reader: TreeReader, node: Any) -> model.Statement:
    name = reader.expression(node.name)
    return model.Assign(reader.span(node), (name,), reader.expression(node.value))


READERS: dict[type[ast.stmt], Callable[[TreeReader, Any], model.Statement]] = {
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.FunctionDef: _function,
}
"""How each kind of statement is read."""

if sys.version_info >= (3, 12):
    READERS[ast.TypeAlias] = _type_alias
