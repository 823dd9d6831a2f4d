"""Statements of one line, turned into facts."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from replaytag.facts import model
from replaytag.facts.fast.operators import BINARY

if TYPE_CHECKING:
    from replaytag.facts.fast.tree import TreeReader


def _assign(reader: TreeReader, node: ast.Assign) -> model.Statement:
    targets = reader.expressions(node.targets)
    return model.Assign(reader.span(node), targets, reader.expression(node.value))


def _annotated_assign(reader: TreeReader, node: ast.AnnAssign) -> model.Statement:
    target = reader.expression(node.target)
    annotation = reader.expression(node.annotation)
    return model.Assign(reader.span(node), (target,), reader.optional(node.value), annotation)


def _augmented_assign(reader: TreeReader, node: ast.AugAssign) -> model.Statement:
    target = reader.expression(node.target)
    value = reader.expression(node.value)
    return model.AugmentedAssign(reader.span(node), target, BINARY[type(node.op)], value)


def _evaluate(reader: TreeReader, node: ast.Expr) -> model.Statement:
    return model.Evaluate(reader.span(node), reader.expression(node.value))


def _assert(reader: TreeReader, node: ast.Assert) -> model.Statement:
    return model.Evaluate(reader.span(node), reader.expression(node.test))


def _return(reader: TreeReader, node: ast.Return) -> model.Statement:
    return model.Return(reader.span(node), reader.optional(node.value))


def _raise(reader: TreeReader, node: ast.Raise) -> model.Statement:
    return model.Raise(reader.span(node), reader.optional(node.exc))


def _delete(reader: TreeReader, node: ast.Delete) -> model.Statement:
    nodes = node.targets
    first, *more = nodes
    text = reader.text
    is_tuple = bool(more) or "," in text.gap(text.end(first), text.end(node))
    if not is_tuple and isinstance(first, ast.Tuple):
        nodes = first.elts
        is_tuple = True
    return model.Delete(reader.span(node), reader.expressions(nodes, 1 + is_tuple))


def _break(reader: TreeReader, node: ast.Break) -> model.Statement:
    return model.Leave(reader.span(node), "break")


def _continue(reader: TreeReader, node: ast.Continue) -> model.Statement:
    return model.Leave(reader.span(node), "continue")


def _global(reader: TreeReader, node: ast.Global) -> model.Statement:
    names = tuple([reader.name(name) for name in node.names])
    return model.Scoped(reader.span(node), "global", names)


def _nonlocal(reader: TreeReader, node: ast.Nonlocal) -> model.Statement:
    names = tuple([reader.name(name) for name in node.names])
    return model.Scoped(reader.span(node), "nonlocal", names)


def _import(reader: TreeReader, node: ast.Import) -> model.Statement:
    return model.Import(reader.span(node), _imported(reader, node.names))


def _import_from(reader: TreeReader, node: ast.ImportFrom) -> model.Statement:
    names = _imported(reader, node.names)
    module = None if node.module is None else _dotted(reader, node.module)
    return model.Import(reader.span(node), names, module, node.level or 0, is_from=True)


def _imported(reader: TreeReader, aliases: list[ast.alias]) -> tuple[model.ImportedName, ...]:
    return tuple(
        [
            model.ImportedName(_dotted(reader, alias.name), reader.optional_name(alias.asname))
            for alias in aliases
        ]
    )


def _dotted(reader: TreeReader, name: str) -> str:
    if reader.odd:
        for part in name.split("."):
            reader.name(part)
    return name


READERS: dict[type[ast.stmt], Callable[[TreeReader, Any], model.Statement]] = {
    ast.AnnAssign: _annotated_assign,
    ast.Assert: _assert,
    ast.Assign: _assign,
    ast.AugAssign: _augmented_assign,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Delete: _delete,
    ast.Expr: _evaluate,
    ast.Global: _global,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.Nonlocal: _nonlocal,
    ast.Raise: _raise,
    ast.Return: _return,
}
"""How each kind of statement is read."""
