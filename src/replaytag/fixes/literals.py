"""New values for string literals that keep their prefix and quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from replaytag.fixes.errors import CannotEdit
from replaytag.fixes.patch import Change

if TYPE_CHECKING:
    from replaytag.fixes.syntax import Syntax

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def replace_string(syntax: Syntax, start: int, end: int, value: str, encoding: str) -> Change:
    """Only the text between the quotes changes.

    The extent is that of one string or bytes token, or of the text between the holes of an
    f-string. Raises ``CannotEdit`` where it is neither, or where ``value`` cannot be written so.
    """
    for node in syntax.nodes(cst.SimpleString):
        if isinstance(node, cst.SimpleString) and syntax.extent(node) == (start, end):
            opening = len(node.prefix) + len(node.quote)
            body = _body(value, node.prefix, node.quote, encoding)
            return Change(start + opening, end - len(node.quote), body)
    for node in syntax.nodes(cst.FormattedString):
        if not isinstance(node, cst.FormattedString):
            continue
        for part in node.parts:
            if syntax.extent(part) == (start, end) and isinstance(part, cst.FormattedStringText):
                body = _body(value, node.prefix, node.quote, encoding)
                return Change(start, end, body.replace("{", "{{").replace("}", "}}"))
    raise CannotEdit("no string literal stands there")


def _body(value: str, prefix: str, quote: str, encoding: str) -> str:
    prefix = prefix.lower()
    if "r" in prefix:
        body = value
        if quote[0] in value or value.endswith("\\") or not _is_plain(value, prefix, encoding):
            raise CannotEdit("the new value cannot be written as a raw string")
        return body
    return "".join(_character(char, quote, prefix, encoding) for char in value)


def _character(char: str, quote: str, prefix: str, encoding: str) -> str:
    if char in (quote[0], "\\"):
        return "\\" + char
    if _is_plain(char, prefix, encoding):
        return char
    if char in _SHORT:
        return _SHORT[char]
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    if "b" in prefix:
        raise CannotEdit(f"bytes cannot hold {char!r}")
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _is_plain(text: str, prefix: str, encoding: str) -> bool:
    """Whether the text can stand in a literal as it is."""
    if not text.isprintable() or ("b" in prefix and not text.isascii()):
        return False
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
