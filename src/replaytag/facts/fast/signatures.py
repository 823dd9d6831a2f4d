"""Arguments and parameters turned into facts."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from replaytag.facts import model
from replaytag.facts.fast.dispatch import Unreadable

if TYPE_CHECKING:
    from replaytag.facts.fast.tree import TreeReader


def arguments(
    reader: TreeReader, args: list[ast.expr], keywords: list[ast.keyword], depth: int
) -> tuple[model.Argument, ...]:
    """The arguments of a call or a class, in the order of the text."""
    nodes: list[ast.expr | ast.keyword] = [*args, *keywords]
    if args and keywords and _place(args[-1]) > _place(keywords[0]):
        nodes.sort(key=_place)
    result = []
    for node in nodes:
        if isinstance(node, ast.keyword):
            value = reader.expression(node.value, depth)
            if node.arg is None:
                result.append(model.Argument(value, None, "**"))
            else:
                result.append(model.Argument(value, reader.name(node.arg)))
        elif isinstance(node, ast.Starred):
            result.append(model.Argument(reader.expression(node.value, depth), None, "*"))
        else:
            result.append(model.Argument(reader.expression(node, depth)))
    return tuple(result)


def _place(node: ast.expr | ast.keyword) -> tuple[int, int]:
    return node.lineno, node.col_offset


def parameters(reader: TreeReader, node: ast.arguments, depth: int) -> tuple[model.Parameter, ...]:
    """The parameters of a function or lambda."""
    result: list[model.Parameter] = []
    # The defaults are those of the last parameters.
    without = len(node.posonlyargs) + len(node.args) - len(node.defaults)
    given = iter([*[None] * without, *node.defaults])
    for arg in node.posonlyargs:
        result.append(_parameter(reader, arg, "posonly", next(given), depth))
    for arg in node.args:
        result.append(_parameter(reader, arg, "positional", next(given), depth))
    if node.vararg is not None:
        result.append(_parameter(reader, node.vararg, "*", None, depth))
    for arg, default in zip(node.kwonlyargs, node.kw_defaults, strict=True):
        result.append(_parameter(reader, arg, "keyword", default, depth))
    if node.kwarg is not None:
        result.append(_parameter(reader, node.kwarg, "**", None, depth))
    return tuple(result)


def _parameter(
    reader: TreeReader, arg: ast.arg, kind: str, default: ast.expr | None, depth: int
) -> model.Parameter:
    name = arg.arg
    if name in reader.odd:
        raise Unreadable("a name that is not in ASCII")
    annotation = None if arg.annotation is None else reader.expression(arg.annotation, depth)
    value = None if default is None else reader.expression(default, depth)
    return model.Parameter(name, kind, annotation, value)
