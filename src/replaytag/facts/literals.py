"""Values of literal tokens."""

from __future__ import annotations

import ast
import re
import warnings

_NEWLINE = re.compile(r"\r\n?")
_TO_ESCAPE = re.compile(r"\\(?:\r\n|.|\Z)|\"|\r\n?|\n", re.DOTALL)


def number(token: str) -> int | float | complex:
    """The value of a number's token.

    Raises:
        ValueError: The token is no number, or has more digits than Python reads.
    """
    if token[-1] in "jJ":
        return complex(token)
    try:
        return int(token, 0)
    except ValueError:
        if not {".", "e", "E"}.intersection(token):
            raise
        return float(token)


def string(token: str) -> str | bytes:
    """The value of a string's or bytes' token, its prefix and quotes included.

    Raises:
        ValueError: The token has a broken escape, or bytes that are not ASCII.
    """
    first = token[0]
    if first in "\"'" and "\\" not in token and "\r" not in token:
        width = 3 if token.startswith(first * 3) else 1
        return token[width:-width]
    return _evaluate(token)


def text(source: str, *, raw: bool) -> str:
    """The value of the text between the holes of an f-string; ``raw`` for an ``rf`` prefix.

    Raises:
        ValueError: The text has a broken escape.
    """
    source = source.replace("{{", "{").replace("}}", "}")
    if raw or "\\" not in source:
        return _NEWLINE.sub("\n", source)
    value = _evaluate('"' + _TO_ESCAPE.sub(_escape, source) + '"')
    assert isinstance(value, str)
    return value


def _escape(match: re.Match[str]) -> str:
    token = match.group()
    if token in ('"', "\\"):
        # A backslash at the end stands before a hole.
        return "\\" + token
    return token if token.startswith("\\") else "\\n"


def _evaluate(token: str) -> str | bytes:
    with warnings.catch_warnings():
        # An unknown escape such as "\d" is worth a warning to its author, not to our user.
        warnings.simplefilter("ignore")
        try:
            value = ast.literal_eval(token)
        except SyntaxError as error:
            raise ValueError(error.msg) from None
    assert isinstance(value, str | bytes)
    return value
