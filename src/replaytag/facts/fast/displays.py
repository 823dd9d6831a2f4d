"""Displays and comprehensions turned into facts."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from replaytag.facts import model

if TYPE_CHECKING:
    from replaytag.facts.fast.tree import TreeReader


def _tuple(reader: TreeReader, node: ast.Tuple, depth: int) -> model.Expression:
    return model.Sequence(reader.span(node), "tuple", reader.expressions(node.elts, depth))


def _list(reader: TreeReader, node: ast.List, depth: int) -> model.Expression:
    return model.Sequence(reader.span(node), "list", reader.expressions(node.elts, depth))


def _set(reader: TreeReader, node: ast.Set, depth: int) -> model.Expression:
    return model.Sequence(reader.span(node), "set", reader.expressions(node.elts, depth))


def _dict(reader: TreeReader, node: ast.Dict, depth: int) -> model.Expression:
    entries = [
        (reader.optional(key, depth), reader.expression(value, depth))
        for key, value in zip(node.keys, node.values, strict=True)
    ]
    return model.Mapping(reader.span(node), tuple(entries))


def _generator(reader: TreeReader, node: ast.GeneratorExp, depth: int) -> model.Expression:
    element = reader.expression(node.elt, depth)
    generators = _generators(reader, node.generators, depth)
    # The parentheses are no part of it.
    text = reader.text
    last = node.generators[-1]
    start = text.skip(text.start(node) + 1)
    end = text.closed(text.end(last.ifs[-1] if last.ifs else last.iter), text.end(node) - 1)
    return model.Comprehension(text.between(start, end), "generator", None, element, generators)


def _list_comprehension(reader: TreeReader, node: ast.ListComp, depth: int) -> model.Expression:
    element = reader.expression(node.elt, depth)
    generators = _generators(reader, node.generators, depth)
    return model.Comprehension(reader.span(node), "list", None, element, generators)


def _set_comprehension(reader: TreeReader, node: ast.SetComp, depth: int) -> model.Expression:
    element = reader.expression(node.elt, depth)
    generators = _generators(reader, node.generators, depth)
    return model.Comprehension(reader.span(node), "set", None, element, generators)


def _dict_comprehension(reader: TreeReader, node: ast.DictComp, depth: int) -> model.Expression:
    key = reader.expression(node.key, depth)
    element = reader.expression(node.value, depth)
    generators = _generators(reader, node.generators, depth)
    return model.Comprehension(reader.span(node), "dict", key, element, generators)


def _generators(
    reader: TreeReader, nodes: Iterable[ast.comprehension], depth: int
) -> tuple[model.Generator, ...]:
    return tuple(
        [
            model.Generator(
                reader.expression(node.target, depth),
                reader.expression(node.iter, depth),
                reader.expressions(node.ifs, depth),
            )
            for node in nodes
        ]
    )


READERS: dict[type[ast.expr], Callable[[TreeReader, Any, int], model.Expression]] = {
    ast.Dict: _dict,
    ast.DictComp: _dict_comprehension,
    ast.GeneratorExp: _generator,
    ast.List: _list,
    ast.ListComp: _list_comprehension,
    ast.Set: _set,
    ast.SetComp: _set_comprehension,
    ast.Tuple: _tuple,
}
"""How each kind of expression is read; the number is how deep what it is made of nests."""
