"""Names, numbers and strings turned into facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import libcst as cst

from replaytag.facts import literals, model

if TYPE_CHECKING:
    from replaytag.facts.reference.expressions import ExpressionReader

_NAMED_CONSTANTS = {"True": True, "False": False, "None": None}


def _name(reader: ExpressionReader, node: cst.Name, start: int) -> model.Expression:
    reader.cursor.advance(node.value)
    span = reader.cursor.span_from(start)
    if node.value in _NAMED_CONSTANTS:
        return model.Literal(span, _NAMED_CONSTANTS[node.value])
    return model.Name(span, node.value)


def _ellipsis(reader: ExpressionReader, node: cst.Ellipsis, start: int) -> model.Expression:
    reader.cursor.advance("...")
    return model.Opaque(reader.cursor.span_from(start), "ellipsis")


def _number(
    reader: ExpressionReader, node: cst.Integer | cst.Float | cst.Imaginary, start: int
) -> model.Expression:
    return reader.literal(node.value, start, literals.number)


def _string(reader: ExpressionReader, node: cst.SimpleString, start: int) -> model.Expression:
    return reader.literal(node.value, start, literals.string)


def _formatted(reader: ExpressionReader, node: cst.FormattedString, start: int) -> model.Joined:
    reader.cursor.advance(node.start)
    parts, plain = _format_parts(reader, node.parts, raw="r" in node.prefix)
    reader.cursor.advance(node.end)
    return model.Joined(reader.cursor.span_from(start), parts, plain)


def _templated(reader: ExpressionReader, node: cst.TemplatedString, start: int) -> model.Expression:
    reader.cursor.advance(node.start)
    _format_parts(reader, node.parts, raw="r" in node.prefix)
    reader.cursor.advance(node.end)
    return model.Opaque(reader.cursor.span_from(start), "template string")


def _format_parts(
    reader: ExpressionReader,
    nodes: Sequence[cst.BaseFormattedStringContent | cst.BaseTemplatedStringContent],
    *,
    raw: bool,
) -> tuple[tuple[model.Expression, ...], bool]:
    """The parts of an f-string or of a format specification, and whether they are plain."""
    cursor = reader.cursor
    evaluate = partial(literals.text, raw=raw)
    parts: list[model.Expression] = []
    plain = True
    for node in nodes:
        start = cursor.position
        if isinstance(node, cst.FormattedStringText | cst.TemplatedStringText):
            parts.append(reader.literal(node.value, start, evaluate))
            continue
        assert isinstance(node, cst.FormattedStringExpression | cst.TemplatedStringExpression)
        cursor.advance("{")
        parts.append(reader.expression(node.expression))
        if node.equal is not None:
            cursor.eat("=")
        cursor.skip()
        if node.conversion is not None:
            cursor.advance("!" + node.conversion)
        if node.format_spec is None:
            cursor.eat("}")
        else:
            cursor.eat(":")
            _format_parts(reader, node.format_spec, raw=raw)
            cursor.advance("}")
        if node.equal is not None or node.conversion is not None or node.format_spec:
            plain = False
    return tuple(parts), plain


def _concatenated(
    reader: ExpressionReader, node: cst.ConcatenatedString, start: int
) -> model.Joined:
    parts: list[model.Expression] = []
    plain = True
    tokens: list[cst.BaseString] = [node]
    while tokens:
        token = tokens.pop()
        if isinstance(token, cst.ConcatenatedString):
            tokens += (token.right, token.left)
            continue
        part = reader.expression(token)
        if isinstance(part, model.Joined):
            parts += part.parts
            plain = plain and part.plain
        else:
            parts.append(part)
    return model.Joined(reader.cursor.span_from(start), tuple(parts), plain)


READERS: dict[
    type[cst.BaseExpression], Callable[[ExpressionReader, Any, int], model.Expression]
] = {
    cst.ConcatenatedString: _concatenated,
    cst.Ellipsis: _ellipsis,
    cst.Float: _number,
    cst.FormattedString: _formatted,
    cst.Imaginary: _number,
    cst.Integer: _number,
    cst.Name: _name,
    cst.SimpleString: _string,
    cst.TemplatedString: _templated,
}
"""How each kind of expression is read, the cursor standing at its first token."""
