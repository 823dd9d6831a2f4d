"""Text as a terminal takes it: what is safe to print, and how wide that is."""

from __future__ import annotations

import unicodedata

TAB_WIDTH = 4
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def printable(text: str) -> str:
    """``text`` with everything escaped that would not show, or would act on the terminal."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escape(char) if _is_unprintable(char) else char for char in text)


def encodable(text: str) -> str:
    """``text`` without the halves of characters that no encoding has."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def cells(char: str) -> str:
    """What to print for one character of a source line."""
    if char == "\t":
        return " " * TAB_WIDTH
    return _escape(char) if _is_unprintable(char) else char


def width(text: str) -> int:
    """How many columns of a terminal ``text``, which is printable, takes."""
    return len(text) if text.isascii() else sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("F", "W") else 1


def _is_unprintable(char: str) -> bool:
    return unicodedata.category(char) in _UNPRINTABLE


def _escape(char: str) -> str:
    if 0xDC80 <= ord(char) <= 0xDCFF:  # a byte of a file name that is not UTF-8
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")
