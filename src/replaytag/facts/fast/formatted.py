"""Where the holes of f-strings are."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from replaytag.facts.fast.dispatch import Unreadable

_REST = {
    '"': re.compile(r'(?:[^"\\\n]|\\.)*+"', re.DOTALL),
    "'": re.compile(r"(?:[^'\\\n]|\\.)*+'", re.DOTALL),
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*+"""', re.DOTALL),
    "'''": re.compile(r"(?:[^'\\]|\\.|'(?!''))*+'''", re.DOTALL),
}
_NAMED = r"\\N\{[^{}]*\}|"
_CODE = re.compile(
    r"""
    (?P<prefix>\b[A-Za-z]{1,2})? (?P<quote>'{3}|\"{3}|'|\")
    | (?P<open>[(\[{]) | (?P<close>[)\]}]) | \#[^\n]* | [!=<>]= | (?P<stop>[:!=])
    """,
    re.VERBOSE,
)
_CONVERSION = re.compile(r"!\s*\w+\s*")
_BLANKS = re.compile(r"\s*")
_BRACE = re.compile(r"[{}]")
_FORMATTED = {"f", "fr", "rf", "t", "tr", "rt"}


class Piece(NamedTuple):
    """A stretch of an f-string: text, or the expression of a hole with the blanks round it."""

    start: int
    end: int
    is_hole: bool
    raw: bool


@functools.cache
def _text(quote: str, raw: bool) -> re.Pattern[str]:
    """A pattern of what is not plain text in an f-string with these quotes."""
    named = "" if raw else _NAMED
    ends = rf"\\[^{{}}]|\{{\{{|\}}\}}|(?P<open>\{{)|(?P<end>{quote})"
    return re.compile(named + ends, re.DOTALL)


def is_formatted(prefix: str) -> bool:
    """Whether a string with this prefix has holes."""
    return prefix.lower() in _FORMATTED


def string_end(text: str, opening: re.Match[str]) -> int:
    """The offset after the string without holes that begins with a prefix and quotes."""
    rest = _REST[opening[2]].match(text, opening.end())
    if rest is None:
        raise Unreadable("a string without an end")
    return rest.end()


def scan(text: str, opening: re.Match[str], pieces: list[Piece]) -> tuple[int, bool]:
    """Add the pieces of the f-string that begins with a prefix and quotes.

    The offset after it, and whether its holes are free of conversions and specifications.
    """
    raw = "r" in opening[1].lower()
    pattern = _text(opening[2], raw)
    plain = True
    start = offset = opening.end()
    while True:
        match = pattern.search(text, offset)
        if match is None:
            raise Unreadable("an f-string without an end")
        offset = match.end()
        if match["open"]:
            if start < match.start():
                pieces.append(Piece(start, match.start(), False, raw))
            end, start, hole_plain = _hole(text, offset)
            pieces.append(Piece(offset, end, True, raw))
            plain = plain and hole_plain
            offset = start
        elif match["end"]:
            if start < match.start():
                pieces.append(Piece(start, match.start(), False, raw))
            return offset, plain


def _hole(text: str, offset: int) -> tuple[int, int, bool]:
    """Where the expression of a hole ends, where the hole does, and whether it is plain."""
    end = offset = _expression_end(text, offset)
    plain = True
    if text[offset] == "=":
        plain = False
        offset = _after(_BLANKS, text, offset + 1)
    if text[offset] == "!":
        plain = False
        offset = _after(_CONVERSION, text, offset)
    if text[offset] == ":":
        if text[offset + 1] != "}":
            plain = False
        offset = _specification_end(text, offset + 1)
    if text[offset] != "}":
        raise Unreadable("an f-string's hole without an end")
    return end, offset + 1, plain


def _after(pattern: re.Pattern[str], text: str, offset: int) -> int:
    match = pattern.match(text, offset)
    if match is None:
        raise Unreadable("an f-string's hole without an end")
    return match.end()


def _expression_end(text: str, offset: int) -> int:
    depth = 0
    while True:
        match = _CODE.search(text, offset)
        if match is None:
            raise Unreadable("an f-string's hole without an end")
        offset = match.end()
        if match["quote"]:
            if is_formatted(match["prefix"] or ""):
                offset, _ = scan(text, match, [])
            else:
                offset = string_end(text, match)
        elif match["open"]:
            depth += 1
        elif match["close"]:
            if depth == 0:
                return match.start()
            depth -= 1
        elif match["stop"] and depth == 0:
            return match.start()


def _specification_end(text: str, offset: int) -> int:
    while True:
        match = _BRACE.search(text, offset)
        if match is None:
            raise Unreadable("an f-string's hole without an end")
        if match[0] == "}":
            return match.start()
        _, offset, _ = _hole(text, match.end())
