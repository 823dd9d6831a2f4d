"""Functions, classes and type aliases, turned into facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import libcst as cst

from replaytag.facts import model
from replaytag.facts.reference.signatures import arguments, parameters

if TYPE_CHECKING:
    from replaytag.facts.reference.statements import StatementReader


def _function(reader: StatementReader, node: cst.FunctionDef, start: int) -> model.Statement:
    cursor = reader.cursor
    decorators = _decorators(reader, node.decorators)
    start = cursor.skip()
    if node.asynchronous is not None:
        cursor.eat("async")
    cursor.eat("def")
    name, name_start = reader.expressions.name(node.name)
    name_span = cursor.span_from(name_start)
    _type_parameters(reader, node.type_parameters)
    cursor.eat("(")
    taken = parameters(reader.expressions, node.params)
    cursor.eat(")")
    returns = None
    if node.returns is not None:
        cursor.eat("->")
        returns = reader.expressions.expression(node.returns.annotation)
    outer_yields, reader.expressions.yields = reader.expressions.yields, False
    body = reader.suite(node.body)
    is_generator, reader.expressions.yields = reader.expressions.yields, outer_yields
    return model.Function(
        cursor.span(start, reader.end),
        name,
        name_span,
        taken,
        decorators,
        body,
        returns,
        node.asynchronous is not None,
        is_generator,
    )


def _class(reader: StatementReader, node: cst.ClassDef, start: int) -> model.Statement:
    cursor = reader.cursor
    decorators = _decorators(reader, node.decorators)
    start = cursor.eat("class")
    name, name_start = reader.expressions.name(node.name)
    name_span = cursor.span_from(name_start)
    _type_parameters(reader, node.type_parameters)
    bases: tuple[model.Argument, ...] = ()
    if isinstance(node.lpar, cst.LeftParen):
        cursor.eat("(")
        bases = arguments(reader.expressions, [*node.bases, *node.keywords])
        cursor.eat(")")
    body = reader.suite(node.body)
    span = cursor.span(start, reader.end)
    return model.Class(span, name, name_span, bases, decorators, body)


def _decorators(
    reader: StatementReader, nodes: Iterable[cst.Decorator]
) -> tuple[model.Expression, ...]:
    decorators = []
    for node in nodes:
        reader.cursor.eat("@")
        decorators.append(reader.expressions.expression(node.decorator))
    return tuple(decorators)


def _type_alias(reader: StatementReader, node: cst.TypeAlias, start: int) -> model.Statement:
    reader.cursor.advance("type")
    name = reader.expressions.expression(node.name)
    _type_parameters(reader, node.type_parameters)
    reader.cursor.eat("=")
    value = reader.expressions.expression(node.value)
    return model.Assign(reader.cursor.span_from(start), (name,), value)


def _type_parameters(reader: StatementReader, node: cst.TypeParameters | None) -> None:
    if node is None:
        return
    reader.cursor.eat("[")
    for parameter in node.params:
        if isinstance(parameter.param, cst.TypeVarTuple):
            reader.cursor.eat("*")
        elif isinstance(parameter.param, cst.ParamSpec):
            reader.cursor.eat("**")
        reader.expressions.name(parameter.param.name)
        if isinstance(parameter.param, cst.TypeVar) and parameter.param.bound is not None:
            reader.cursor.eat(":")
            reader.expressions.expression(parameter.param.bound)
        if parameter.default is not None:
            reader.cursor.eat("=")
            if parameter.star:
                reader.cursor.eat(parameter.star)
            reader.expressions.expression(parameter.default)
        reader.cursor.eat_if(",")
    reader.cursor.eat("]")


READERS: dict[type[cst.CSTNode], Callable[[StatementReader, Any, int], model.Statement | None]] = {
    cst.ClassDef: _class,
    cst.FunctionDef: _function,
    cst.TypeAlias: _type_alias,
}
"""How each kind of statement is read, the cursor standing at its first token."""
