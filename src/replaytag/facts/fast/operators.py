"""Names, operations, calls and what else is made of other expressions, turned into facts."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from replaytag.facts import model
from replaytag.facts.fast.dispatch import Unreadable
from replaytag.facts.fast.signatures import arguments, parameters
from replaytag.source import Span

if TYPE_CHECKING:
    from replaytag.facts.fast.tree import TreeReader

BINARY: dict[type, str] = {
    ast.Add: "+",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.LShift: "<<",
    ast.MatMult: "@",
    ast.Mod: "%",
    ast.Mult: "*",
    ast.Pow: "**",
    ast.RShift: ">>",
    ast.Sub: "-",
}
"""The token of each binary operator."""

_UNARY: dict[type, str] = {ast.Invert: "~", ast.Not: "not", ast.UAdd: "+", ast.USub: "-"}
_COMPARISON: dict[type, str] = {
    ast.Eq: "==",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.NotEq: "!=",
    ast.NotIn: "not in",
}


def _name(reader: TreeReader, node: ast.Name, depth: int) -> model.Expression:
    name = node.id
    if name in reader.odd:
        raise Unreadable("a name that is not in ASCII")
    return model.Name(reader.span(node), name)


def _attribute(reader: TreeReader, node: ast.Attribute, depth: int) -> model.Expression:
    value = reader.expression(node.value, depth)
    name = node.attr
    if name in reader.odd:
        raise Unreadable("a name that is not in ASCII")
    span = reader.span(node)
    line, end = span.end_line, span.end_column
    return model.Attribute(span, value, name, Span(line, end - len(name), line, end))


def _call(reader: TreeReader, node: ast.Call, depth: int) -> model.Expression:
    callee = reader.expression(node.func, depth)
    given = arguments(reader, node.args, node.keywords, depth)
    return model.Call(reader.span(node), callee, given)


def _subscript(reader: TreeReader, node: ast.Subscript, depth: int) -> model.Expression:
    value = reader.expression(node.value, depth)
    index: model.Expression
    if isinstance(node.slice, ast.Slice):
        index = model.Opaque(reader.span(node.slice), "slice")
    elif isinstance(node.slice, ast.Tuple) and reader.text.is_bare(node.slice):
        index = _indices(reader, node.slice, depth)
    else:
        index = reader.expression(node.slice, depth)
    return model.Subscript(reader.span(node), value, index)


def _indices(reader: TreeReader, node: ast.Tuple, depth: int) -> model.Expression:
    # A comma after the last index is no part of them.
    text = reader.text
    end = text.closed(text.end(node.elts[-1]), text.end(node))
    span = text.between(text.start(node), end)
    if any(isinstance(index, ast.Slice | ast.Starred) for index in node.elts):
        return model.Opaque(span, "slice")
    return model.Sequence(span, "tuple", reader.expressions(node.elts, depth))


def _binary(reader: TreeReader, node: ast.BinOp, depth: int) -> model.Expression:
    left = reader.expression(node.left, depth)
    right = reader.expression(node.right, depth)
    return model.Binary(reader.span(node), BINARY[type(node.op)], left, right)


def _boolean(reader: TreeReader, node: ast.BoolOp, depth: int) -> model.Expression:
    values = node.values
    whole = reader.span(node)
    operator = "and" if isinstance(node.op, ast.And) else "or"
    if len(values) == 2:
        left, right = reader.expression(values[0], depth), reader.expression(values[1], depth)
        return model.Boolean(whole, operator, left, right)
    # Python has one operation of many values, facts have one in the other.
    text = reader.text
    depth += len(values) - 2
    result = reader.expression(values[0], depth)
    for index, value in enumerate(values[1:], 1):
        span = whole
        if index < len(values) - 1:
            end = text.closed(text.end(value), text.start(values[index + 1]))
            last = text.between(end, end)
            span = Span(whole.line, whole.column, last.line, last.column)
        result = model.Boolean(span, operator, result, reader.expression(value, depth))
        depth -= 1
    return result


def _comparison(reader: TreeReader, node: ast.Compare, depth: int) -> model.Expression:
    left = reader.expression(node.left, depth)
    operators = tuple([_COMPARISON[type(operator)] for operator in node.ops])
    comparators = reader.expressions(node.comparators, depth)
    return model.Compare(reader.span(node), left, operators, comparators)


def _conditional(reader: TreeReader, node: ast.IfExp, depth: int) -> model.Expression:
    body = reader.expression(node.body, depth)
    test = reader.expression(node.test, depth)
    orelse = reader.expression(node.orelse, depth)
    return model.Conditional(reader.span(node), test, body, orelse)


def _unary(reader: TreeReader, node: ast.UnaryOp, depth: int) -> model.Expression:
    operand = reader.expression(node.operand, depth)
    return model.Unary(reader.span(node), _UNARY[type(node.op)], operand)


def _await(reader: TreeReader, node: ast.Await, depth: int) -> model.Expression:
    return model.Await(reader.span(node), reader.expression(node.value, depth))


def _yield(reader: TreeReader, node: ast.Yield, depth: int) -> model.Expression:
    return model.Yield(reader.span(node), reader.optional(node.value, depth))


def _yield_from(reader: TreeReader, node: ast.YieldFrom, depth: int) -> model.Expression:
    return model.Yield(reader.span(node), reader.expression(node.value, depth), delegates=True)


def _starred(reader: TreeReader, node: ast.Starred, depth: int) -> model.Expression:
    return model.Starred(reader.span(node), reader.expression(node.value, depth))


def _walrus(reader: TreeReader, node: ast.NamedExpr, depth: int) -> model.Expression:
    name = reader.name(node.target.id)
    return model.Walrus(reader.span(node), name, reader.expression(node.value, depth))


def _lambda(reader: TreeReader, node: ast.Lambda, depth: int) -> model.Expression:
    taken = parameters(reader, node.args, depth)
    return model.Lambda(reader.span(node), taken, reader.expression(node.body, depth))


READERS: dict[type[ast.expr], Callable[[TreeReader, Any, int], model.Expression]] = {
    ast.Attribute: _attribute,
    ast.Await: _await,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.Call: _call,
    ast.Compare: _comparison,
    ast.IfExp: _conditional,
    ast.Lambda: _lambda,
    ast.Name: _name,
    ast.NamedExpr: _walrus,
    ast.Starred: _starred,
    ast.Subscript: _subscript,
    ast.UnaryOp: _unary,
    ast.Yield: _yield,
    ast.YieldFrom: _yield_from,
}
"""How each kind of expression is read; the number is how deep what it is made of nests."""
