"""The habits of a file (quotes, indentation, newlines), and code rewritten to follow them."""

from __future__ import annotations

import re
from collections import Counter

import libcst as cst

from replaytag.fixes.syntax import Syntax
from replaytag.source import frozen

CODE_UNIT = 4
"""Spaces per level in the code of an action."""

_QUOTES = re.compile(r"""(?P<prefix>[a-zA-Z]*)(?P<quote>'''|\"\"\"|'|")""")


@frozen
class Style:
    """How a file is written."""

    quote: str = '"'
    indent: str = " " * CODE_UNIT
    newline: str = "\n"


def style_of(syntax: Syntax) -> Style:
    """The habits of most of the file; where it shows none, those of black."""
    quotes: Counter[str] = Counter()
    for node in syntax.nodes(cst.SimpleString, cst.FormattedString):
        start, end = syntax.extent(node)
        token = syntax.text.text[start:end]
        quote = _quote(token)
        other = "'" if quote == '"' else '"'
        if len(quote) == 1 and other not in token:
            quotes[quote] += 1
    return Style(
        quote="'" if quotes["'"] > quotes['"'] else '"',
        indent=_indent(syntax),
        newline=syntax.module.default_newline,
    )


def adapt(code: str, style: Style, indent: str = "") -> str:
    """``code`` (double quotes, four spaces, no final newline) in ``style``, behind ``indent``."""
    syntax = Syntax(_requote(code.strip("\n"), style.quote))
    text = syntax.text
    literal = _literal_lines(syntax)
    lines = []
    for number in range(1, text.line_count + 1):
        line = text.line(number)
        if number not in literal:
            depth, rest = divmod(len(text.indent(number)), CODE_UNIT)
            line = indent + style.indent * depth + " " * rest + line.lstrip(" ") if line else ""
        lines.append(line)
    return style.newline.join(lines)


def _indent(syntax: Syntax) -> str:
    units = Counter(
        syntax.module.default_indent if block.indent is None else block.indent
        for block in syntax.nodes(cst.IndentedBlock)
        if isinstance(block, cst.IndentedBlock)
    )
    return units.most_common(1)[0][0] if units else " " * CODE_UNIT


def _requote(code: str, quote: str) -> str:
    """Plain literals with ``quote`` for delimiter, except where that would need escapes."""
    if quote == '"':
        return code
    syntax = Syntax(code)
    for node in syntax.nodes(cst.SimpleString, cst.FormattedString):
        start, end = syntax.extent(node)
        token = code[start:end]
        opening = _quote(token)
        inner = token[token.index(opening) + len(opening) : -len(opening)]
        if len(opening) == 1 and not {"'", '"'} & set(inner):
            prefix = token[: token.index(opening)]
            code = code[:start] + prefix + quote + inner + quote + code[end:]
    return code


def _literal_lines(syntax: Syntax) -> set[int]:
    """The lines that begin inside a string whose text matters (not a docstring)."""
    documentation = {
        id(node.value) for node in syntax.nodes(cst.Expr) if isinstance(node, cst.Expr)
    }
    lines: set[int] = set()
    for node in syntax.nodes(cst.SimpleString, cst.FormattedString):
        if id(node) not in documentation:
            first, last = map(syntax.text.line_of, syntax.extent(node))
            lines.update(range(first + 1, last + 1))
    return lines


def _quote(token: str) -> str:
    match = _QUOTES.match(token)
    assert match is not None
    return match["quote"]
