"""Arguments and parameters turned into facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import libcst as cst

from replaytag.facts import model

if TYPE_CHECKING:
    from replaytag.facts.reference.expressions import ExpressionReader


def arguments(reader: ExpressionReader, nodes: Iterable[cst.Arg]) -> tuple[model.Argument, ...]:
    """The arguments of a call or a class, without the parentheses round them."""
    cursor = reader.cursor
    result = []
    for node in nodes:
        if node.star:
            cursor.eat(node.star)
        name = None
        if node.keyword is not None:
            name, _ = reader.name(node.keyword)
            cursor.eat("=")
        result.append(model.Argument(reader.expression(node.value), name, node.star))
        cursor.eat_if(",")
    return tuple(result)


def parameters(reader: ExpressionReader, node: cst.Parameters) -> tuple[model.Parameter, ...]:
    """The parameters of a function or lambda, without the parentheses round them."""
    result: list[model.Parameter] = []

    def add(kind: str, params: Iterable[cst.Param]) -> None:
        result.extend(_parameter(reader, param, kind) for param in params)

    add("posonly", node.posonly_params)
    if node.posonly_params:
        reader.cursor.eat("/")
        reader.cursor.eat_if(",")
    add("positional", node.params)
    if isinstance(node.star_arg, cst.Param):
        add("*", [node.star_arg])
    elif isinstance(node.star_arg, cst.ParamStar):
        reader.cursor.eat("*")
        reader.cursor.eat(",")
    add("keyword", node.kwonly_params)
    if node.star_kwarg is not None:
        add("**", [node.star_kwarg])
    return tuple(result)


def _parameter(reader: ExpressionReader, node: cst.Param, kind: str) -> model.Parameter:
    cursor = reader.cursor
    if isinstance(node.star, str):
        cursor.eat(node.star)
    name, _ = reader.name(node.name)
    annotation = default = None
    if node.annotation is not None:
        cursor.eat(":")
        annotation = reader.expression(node.annotation.annotation)
    if node.default is not None:
        cursor.eat("=")
        default = reader.expression(node.default)
    cursor.eat_if(",")
    return model.Parameter(name, kind, annotation, default)
