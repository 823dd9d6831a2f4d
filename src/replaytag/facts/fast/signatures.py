"""Arguments and parameters turned into facts."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from replaytag.facts import model

if TYPE_CHECKING:
    from replaytag.facts.fast.tree import TreeReader


def arguments(
    reader: TreeReader, args: list[ast.expr], keywords: list[ast.keyword], depth: int
) -> tuple[model.Argument, ...]:
    """The arguments of a call or a class, in the order of the text."""
    if not keywords:
        return tuple([_positional(reader, node, depth) for node in args])
    nodes: list[ast.expr | ast.keyword] = [*args, *keywords]
    if args and _place(args[-1]) > _place(keywords[0]):
        nodes.sort(key=_place)
    return tuple(
        [
            _keyword(reader, node, depth)
            if isinstance(node, ast.keyword)
            else _positional(reader, node, depth)
            for node in nodes
        ]
    )


def _place(node: ast.expr | ast.keyword) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _positional(reader: TreeReader, node: ast.expr, depth: int) -> model.Argument:
    if isinstance(node, ast.Starred):
        return model.Argument(reader.expression(node.value, depth), None, "*")
    return model.Argument(reader.expression(node, depth))


def _keyword(reader: TreeReader, node: ast.keyword, depth: int) -> model.Argument:
    value = reader.expression(node.value, depth)
    if node.arg is None:
        return model.Argument(value, None, "**")
    return model.Argument(value, reader.name(node.arg))


def parameters(reader: TreeReader, node: ast.arguments, depth: int) -> tuple[model.Parameter, ...]:
    """The parameters of a function or lambda."""
    result: list[model.Parameter] = []

    def add(kind: str, arg: ast.arg, default: ast.expr | None = None) -> None:
        annotation = reader.optional(arg.annotation, depth)
        value = reader.optional(default, depth)
        result.append(model.Parameter(reader.name(arg.arg), kind, annotation, value))

    # The defaults are those of the last parameters.
    args = [*node.posonlyargs, *node.args]
    plain = len(args) - len(node.defaults)
    for index, arg in enumerate(args):
        kind = "posonly" if index < len(node.posonlyargs) else "positional"
        add(kind, arg, node.defaults[index - plain] if index >= plain else None)
    if node.vararg is not None:
        add("*", node.vararg)
    for arg, default in zip(node.kwonlyargs, node.kw_defaults, strict=True):
        add("keyword", arg, default)
    if node.kwarg is not None:
        add("**", node.kwarg)
    return tuple(result)
