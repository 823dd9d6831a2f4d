"""Operations, calls and what else is made of other expressions, turned into facts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import libcst as cst

from replaytag.facts import model
from replaytag.facts.reference.signatures import arguments, parameters

if TYPE_CHECKING:
    from replaytag.facts.reference.expressions import ExpressionReader

_BINARY = re.compile(r"\*\*|//|<<|>>|[-+*/%@&|^]")
_BOOLEAN = re.compile(r"and|or")
_COMPARISON = re.compile(r"==|!=|<>|<=|>=|<|>|in|is")
_UNARY = re.compile(r"not|[-+~]")


def _attribute(
    reader: ExpressionReader, node: cst.Attribute, start: int, value: model.Expression
) -> model.Expression:
    reader.cursor.eat(".")
    name, name_start = reader.name(node.attr)
    name_span = reader.cursor.span_from(name_start)
    return model.Attribute(reader.cursor.span_from(start), value, name, name_span)


def _call(
    reader: ExpressionReader, node: cst.Call, start: int, callee: model.Expression
) -> model.Expression:
    reader.cursor.eat("(")
    given = arguments(reader, node.args)
    reader.cursor.eat(")")
    return model.Call(reader.cursor.span_from(start), callee, given)


def _subscript(
    reader: ExpressionReader, node: cst.Subscript, start: int, value: model.Expression
) -> model.Expression:
    cursor = reader.cursor
    cursor.eat("[")
    first = cursor.skip()
    indices: list[model.Expression] = []
    plain = True
    for element in node.slice:
        if isinstance(element.slice, cst.Index):
            if element.slice.star:
                cursor.eat("*")
                plain = False
            indices.append(reader.expression(element.slice.value))
        else:
            assert isinstance(element.slice, cst.Slice)
            _slice(reader, element.slice)
            plain = False
        end = cursor.position
        comma = cursor.eat_if(",")
    span = cursor.span(first, end)
    if not plain:
        index: model.Expression = model.Opaque(span, "slice")
    elif len(indices) > 1 or comma:
        index = model.Sequence(span, "tuple", tuple(indices))
    else:
        (index,) = indices
    cursor.eat("]")
    return model.Subscript(cursor.span_from(start), value, index)


def _slice(reader: ExpressionReader, node: cst.Slice) -> None:
    reader.optional(node.lower)
    reader.cursor.eat(":")
    reader.optional(node.upper)
    if reader.cursor.eat_if(":"):
        reader.optional(node.step)


def _binary(
    reader: ExpressionReader, node: cst.BinaryOperation, start: int, left: model.Expression
) -> model.Expression:
    operator = reader.cursor.eat_match(_BINARY)
    right = reader.expression(node.right)
    return model.Binary(reader.cursor.span_from(start), operator, left, right)


def _boolean(
    reader: ExpressionReader, node: cst.BooleanOperation, start: int, left: model.Expression
) -> model.Expression:
    operator = reader.cursor.eat_match(_BOOLEAN)
    right = reader.expression(node.right)
    return model.Boolean(reader.cursor.span_from(start), operator, left, right)


def _comparison(
    reader: ExpressionReader, node: cst.Comparison, start: int, left: model.Expression
) -> model.Expression:
    operators = []
    comparators = []
    for target in node.comparisons:
        operators.append(_comparison_operator(reader, target.operator))
        comparators.append(reader.expression(target.comparator))
    span = reader.cursor.span_from(start)
    return model.Compare(span, left, tuple(operators), tuple(comparators))


def _comparison_operator(reader: ExpressionReader, node: cst.BaseCompOp) -> str:
    if isinstance(node, cst.NotIn):
        words = ("not", "in")
    elif isinstance(node, cst.IsNot):
        words = ("is", "not")
    else:
        return reader.cursor.eat_match(_COMPARISON)
    for word in words:
        reader.cursor.eat(word)
    return " ".join(words)


def _conditional(
    reader: ExpressionReader, node: cst.IfExp, start: int, body: model.Expression
) -> model.Expression:
    reader.cursor.eat("if")
    test = reader.expression(node.test)
    reader.cursor.eat("else")
    orelse = reader.expression(node.orelse)
    return model.Conditional(reader.cursor.span_from(start), test, body, orelse)


def _unary(reader: ExpressionReader, node: cst.UnaryOperation, start: int) -> model.Expression:
    operator = reader.cursor.eat_match(_UNARY)
    operand = reader.expression(node.expression)
    return model.Unary(reader.cursor.span_from(start), operator, operand)


def _await(reader: ExpressionReader, node: cst.Await, start: int) -> model.Expression:
    reader.cursor.advance("await")
    value = reader.expression(node.expression)
    return model.Await(reader.cursor.span_from(start), value)


def _yield(reader: ExpressionReader, node: cst.Yield, start: int) -> model.Expression:
    reader.yields = True
    reader.cursor.advance("yield")
    delegates = isinstance(node.value, cst.From)
    value = node.value
    if isinstance(value, cst.From):
        reader.cursor.eat("from")
        value = value.item
    result = reader.optional(value)
    return model.Yield(reader.cursor.span_from(start), result, delegates)


def _starred(reader: ExpressionReader, node: cst.StarredElement, start: int) -> model.Expression:
    reader.cursor.advance("*")
    value = reader.expression(node.value)
    return model.Starred(reader.cursor.span_from(start), value)


def _walrus(reader: ExpressionReader, node: cst.NamedExpr, start: int) -> model.Expression:
    assert isinstance(node.target, cst.Name)
    reader.expression(node.target)
    reader.cursor.eat(":=")
    value = reader.expression(node.value)
    return model.Walrus(reader.cursor.span_from(start), node.target.value, value)


def _lambda(reader: ExpressionReader, node: cst.Lambda, start: int) -> model.Expression:
    yields = reader.yields
    reader.cursor.advance("lambda")
    taken = parameters(reader, node.params)
    reader.cursor.eat(":")
    body = reader.expression(node.body)
    reader.yields = yields
    return model.Lambda(reader.cursor.span_from(start), taken, body)


CHAINS: dict[
    type[cst.BaseExpression],
    tuple[
        Callable[[Any], cst.BaseExpression],
        Callable[[ExpressionReader, Any, int, model.Expression], model.Expression],
    ],
] = {
    cst.Attribute: (lambda node: node.value, _attribute),
    cst.Call: (lambda node: node.func, _call),
    cst.Subscript: (lambda node: node.value, _subscript),
    cst.BinaryOperation: (lambda node: node.left, _binary),
    cst.BooleanOperation: (lambda node: node.left, _boolean),
    cst.Comparison: (lambda node: node.left, _comparison),
    cst.IfExp: (lambda node: node.body, _conditional),
}
"""Expressions that begin with another one: how to get at that, and how to go on after it."""

READERS: dict[
    type[cst.BaseExpression], Callable[[ExpressionReader, Any, int], model.Expression]
] = {
    cst.UnaryOperation: _unary,
    cst.Await: _await,
    cst.Yield: _yield,
    cst.StarredElement: _starred,
    cst.NamedExpr: _walrus,
    cst.Lambda: _lambda,
}
"""How each kind of expression is read, the cursor standing at its first token."""
