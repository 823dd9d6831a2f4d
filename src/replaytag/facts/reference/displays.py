"""Displays and comprehensions turned into facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import libcst as cst

from replaytag.facts import model

if TYPE_CHECKING:
    from replaytag.facts.reference.expressions import ExpressionReader


def _tuple(reader: ExpressionReader, node: cst.Tuple, start: int) -> model.Expression:
    if node.lpar:
        return _display(reader, "tuple", "()", node.elements, start)
    elements = _elements(reader, node.elements)
    return model.Sequence(reader.cursor.span_from(start), "tuple", elements)


def _list(reader: ExpressionReader, node: cst.List, start: int) -> model.Expression:
    return _display(reader, "list", "[]", node.elements, start)


def _set(reader: ExpressionReader, node: cst.Set, start: int) -> model.Expression:
    return _display(reader, "set", "{}", node.elements, start)


def _display(
    reader: ExpressionReader, kind: str, brackets: str, nodes: Iterable[cst.BaseElement], start: int
) -> model.Expression:
    reader.cursor.advance(brackets[0])
    elements = _elements(reader, nodes)
    reader.cursor.eat(brackets[1])
    return model.Sequence(reader.cursor.span_from(start), kind, elements)


def _elements(
    reader: ExpressionReader, nodes: Iterable[cst.BaseElement]
) -> tuple[model.Expression, ...]:
    elements = []
    for node in nodes:
        # A starred element is an expression itself, any other one holds an expression.
        value = node if isinstance(node, cst.StarredElement) else node.value
        elements.append(reader.expression(value))
        reader.cursor.eat_if(",")
    return tuple(elements)


def _dict(reader: ExpressionReader, node: cst.Dict, start: int) -> model.Expression:
    cursor = reader.cursor
    cursor.advance("{")
    entries: list[tuple[model.Expression | None, model.Expression]] = []
    for element in node.elements:
        key = None
        if isinstance(element, cst.DictElement):
            key = reader.expression(element.key)
            cursor.eat(":")
        else:
            cursor.eat("**")
        entries.append((key, reader.expression(element.value)))
        cursor.eat_if(",")
    cursor.eat("}")
    return model.Mapping(cursor.span_from(start), tuple(entries))


def _generator(reader: ExpressionReader, node: cst.GeneratorExp, start: int) -> model.Expression:
    element = reader.expression(node.elt)
    generators = _generators(reader, node.for_in)
    span = reader.cursor.span_from(start)
    return model.Comprehension(span, "generator", None, element, generators)


def _list_comprehension(
    reader: ExpressionReader, node: cst.ListComp, start: int
) -> model.Expression:
    reader.cursor.advance("[")
    element = reader.expression(node.elt)
    generators = _generators(reader, node.for_in)
    reader.cursor.eat("]")
    span = reader.cursor.span_from(start)
    return model.Comprehension(span, "list", None, element, generators)


def _set_comprehension(reader: ExpressionReader, node: cst.SetComp, start: int) -> model.Expression:
    reader.cursor.advance("{")
    element = reader.expression(node.elt)
    generators = _generators(reader, node.for_in)
    reader.cursor.eat("}")
    span = reader.cursor.span_from(start)
    return model.Comprehension(span, "set", None, element, generators)


def _dict_comprehension(
    reader: ExpressionReader, node: cst.DictComp | cst.StarredDictComp, start: int
) -> model.Expression:
    cursor = reader.cursor
    cursor.advance("{")
    key = None
    if isinstance(node, cst.DictComp):
        key = reader.expression(node.key)
        cursor.eat(":")
    else:
        cursor.eat("**")
    element = reader.expression(node.value)
    generators = _generators(reader, node.for_in)
    cursor.eat("}")
    return model.Comprehension(cursor.span_from(start), "dict", key, element, generators)


def _generators(reader: ExpressionReader, node: cst.CompFor | None) -> tuple[model.Generator, ...]:
    cursor = reader.cursor
    generators = []
    while node is not None:
        if node.asynchronous is not None:
            cursor.eat("async")
        cursor.eat("for")
        target = reader.expression(node.target)
        cursor.eat("in")
        iterable = reader.expression(node.iter)
        conditions = []
        for condition in node.ifs:
            cursor.eat("if")
            conditions.append(reader.expression(condition.test))
        generators.append(model.Generator(target, iterable, tuple(conditions)))
        node = node.inner_for_in
    return tuple(generators)


READERS: dict[
    type[cst.BaseExpression], Callable[[ExpressionReader, Any, int], model.Expression]
] = {
    cst.Tuple: _tuple,
    cst.List: _list,
    cst.Set: _set,
    cst.Dict: _dict,
    cst.GeneratorExp: _generator,
    cst.ListComp: _list_comprehension,
    cst.SetComp: _set_comprehension,
    cst.DictComp: _dict_comprehension,
    cst.StarredDictComp: _dict_comprehension,
}
"""How each kind of expression is read, the cursor standing at its first token."""
