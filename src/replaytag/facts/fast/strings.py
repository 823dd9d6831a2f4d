"""Constants, f-strings and what else is made of string tokens, turned into facts."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from replaytag.facts import literals, model
from replaytag.facts.fast.dispatch import Unreadable
from replaytag.facts.fast.formatted import Piece, is_formatted, scan, string_end
from replaytag.facts.fast.text import Text
from replaytag.facts.limits import MAX_DEPTH
from replaytag.source import Span

if TYPE_CHECKING:
    from replaytag.facts.fast.tree import TreeReader

_OPENING = re.compile(r"([A-Za-z]{0,2})('''|\"\"\"|'|\")")
_DOTTED = re.compile(r"[A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*")
_NO_NAMES = {"True", "False", "None", "yield"}


def _constant(reader: TreeReader, node: ast.Constant, depth: int) -> model.Expression:
    value = node.value
    if isinstance(value, str):
        assert node.end_col_offset is not None
        if (
            node.end_col_offset - node.col_offset == len(value) + 2
            and node.lineno == node.end_lineno
        ):
            # Two tokens, a prefix, more quotes or a backslash would make it longer.
            return model.Literal(reader.span(node), value)
        return _string(reader, node, value, depth)
    if isinstance(value, bytes):
        return _string(reader, node, value, depth)
    if value is ...:
        return model.Opaque(reader.span(node), "ellipsis")
    return model.Literal(reader.span(node), value)


def _string(
    reader: TreeReader, node: ast.Constant, value: str | bytes, depth: int
) -> model.Expression:
    text = reader.text
    start, end = text.start(node), text.end(node)
    tokens = []
    while start < end:
        token_end = string_end(text.text, _opening(text.text, start))
        tokens.append((start, token_end))
        start = text.skip(token_end)
    if len(tokens) == 1:
        return model.Literal(reader.span(node), value)
    if depth > MAX_DEPTH:
        raise Unreadable("nested too deeply")
    parts = [_literal(text, start, end) for start, end in tokens]
    return model.Joined(reader.span(node), tuple(parts))


def _opening(text: str, start: int) -> re.Match[str]:
    match = _OPENING.match(text, start)
    if match is None:
        raise Unreadable("no string where Python sees one")
    return match


def _literal(text: Text, start: int, end: int) -> model.Expression:
    return model.Literal(text.between(start, end), literals.string(text.text[start:end]))


def _joined(reader: TreeReader, node: ast.JoinedStr, depth: int) -> model.Expression:
    # What Python says of the places in an f-string is wrong before 3.12: take the text apart.
    text = reader.text
    start, end = text.start(node), text.end(node)
    tokens: list[tuple[int, int, list[Piece] | None]] = []
    plain = True
    while start < end:
        opening = _opening(text.text, start)
        if is_formatted(opening[1]):
            pieces: list[Piece] = []
            token_end, token_plain = scan(text.text, opening, pieces)
            plain = plain and token_plain
            tokens.append((start, token_end, pieces))
        else:
            token_end = string_end(text.text, opening)
            tokens.append((start, token_end, None))
        start = text.skip(token_end)
    if len(tokens) > 1:
        # Each of the tokens is an expression of its own.
        depth += 1
    parts: list[model.Expression] = []
    for start, end, found in tokens:
        if found is None:
            parts.append(_literal(text, start, end))
        else:
            parts += [_part(reader, piece, depth) for piece in found]
    if depth > MAX_DEPTH:
        raise Unreadable("nested too deeply")
    return model.Joined(reader.span(node), tuple(parts), plain)


def _part(reader: TreeReader, piece: Piece, depth: int) -> model.Expression:
    text = reader.text
    if piece.is_hole:
        return _hole(reader, piece.start, piece.end, depth)
    source = text.text[piece.start : piece.end]
    value = literals.text(source, raw=piece.raw)
    return model.Literal(text.between(piece.start, piece.end), value)


def _hole(reader: TreeReader, start: int, end: int, depth: int) -> model.Expression:
    text = reader.text
    start = text.skip(start)
    source = text.text[start:end].rstrip()
    span = text.between(start, start + len(source))
    if _DOTTED.fullmatch(source):
        first, *names = source.split(".")
        if first not in _NO_NAMES:
            return _dotted(reader, span, (first, *names), depth)
    column = span.column - 1
    wrapped = "\n" in source
    if wrapped:
        source = f"({source}\n)"
        column -= 1
    (statement,) = ast.parse(source).body
    if not isinstance(statement, ast.Expr):
        raise Unreadable("no expression in an f-string")
    node = statement.value
    if wrapped and node.lineno == 1 and node.col_offset == 0:
        # Python takes the parentheses for the expression's own.
        raise Unreadable("a tuple in several lines of an f-string")
    inner = Text(source, span.line - 1, column)
    return type(reader)(inner).expression(node, depth)


def _dotted(reader: TreeReader, span: Span, names: tuple[str, ...], depth: int) -> model.Expression:
    """The facts of ``a.b.c``, written without blanks."""
    if depth + len(names) - 1 > MAX_DEPTH:
        raise Unreadable("nested too deeply")
    line, start = span.line, span.column
    end = start + len(names[0])
    fact: model.Expression = model.Name(Span(line, start, line, end), reader.name(names[0]))
    for name in names[1:]:
        name_span = Span(line, end + 1, line, end + 1 + len(name))
        end = name_span.end_column
        fact = model.Attribute(Span(line, start, line, end), fact, reader.name(name), name_span)
    return fact


READERS: dict[type[ast.expr], Callable[[TreeReader, Any, int], model.Expression]] = {
    ast.Constant: _constant,
    ast.JoinedStr: _joined,
}
"""How each kind of expression is read; the number is how deep what it is made of nests."""
