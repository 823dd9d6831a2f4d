"""A guard before the parser: text that nests too deeply for it.

The native parser recurses without a limit of its own, so that such text would overflow the stack:
end the process rather than raise an exception. Python refuses most of it as well.
"""

from __future__ import annotations

import re
from itertools import accumulate

from replaytag.facts.limits import MAX_BRACKETS, MAX_CHAIN, MAX_PATTERN

_BRACKET = re.compile(r"[()\[\]{}]")
_CHAINED = re.compile(r"\b(?:and|or|lambda)\b")
_CASE = re.compile(r"^[ \t]*case\b[^\r\n]*", re.MULTILINE)
_ELIF = re.compile(r"^[ \t]*(elif|def|class)\b", re.MULTILINE)
_CODE = re.compile(
    r"""
    \#[^\r\n]*+ | \\(?:\r\n|.)
    | (?P<prefix>\b[A-Za-z]{1,2})? (?P<quote>\"{3}|'{3}|\"|')
    | (?P<open>[(\[{]) | (?P<close>[)\]}])
    | (?P<chained>\b(?:and|or|lambda)\b)
    | (?P<newline>[\r\n])
    """,
    re.VERBOSE | re.DOTALL,
)
_REST = {
    '"': re.compile(r'(?:[^"\\\r\n]|\\(?:\r\n|.))*+"', re.DOTALL),
    "'": re.compile(r"(?:[^'\\\r\n]|\\(?:\r\n|.))*+'", re.DOTALL),
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*+"""', re.DOTALL),
    "'''": re.compile(r"(?:[^'\\]|\\.|'(?!''))*+'''", re.DOTALL),
}
_FORMATTED = {
    quote: re.compile(r"\\.|\{\{|\}\}|(?P<open>\{)|(?P<end>" + quote + ")", re.DOTALL)
    for quote in _REST
}


def too_deep(text: str) -> int | None:
    """The offset at which ``text`` nests deeper than the parser can bear, or None if nowhere."""
    for match in _CASE.finditer(text):
        if _depth(match[0]) > MAX_PATTERN:
            return match.start()
    if _depth(text) > MAX_BRACKETS or len(_CHAINED.findall(text)) > MAX_CHAIN:
        # Most of these stand in strings and comments, or far from each other: look closely.
        offset = _too_deep_line(text)
        if offset is not None:
            return offset
    if text.count("elif") > MAX_CHAIN:
        branches = 0
        for match in _ELIF.finditer(text):
            branches = branches + 1 if match[1] == "elif" else 0
            if branches > MAX_CHAIN:
                return match.start(1)
    return None


def _depth(text: str) -> int:
    brackets = _BRACKET.findall(text)
    return max(accumulate(1 if bracket in "([{" else -1 for bracket in brackets), default=0)


def _too_deep_line(text: str) -> int | None:
    # What is open: brackets, and the quotes of f-strings, whose holes are code again.
    opened: list[str] = []
    chained = 0
    offset = 0
    while True:
        formatted = _FORMATTED.get(opened[-1]) if opened else None
        match = (formatted or _CODE).search(text, offset)
        if match is None:
            return None
        offset = match.end()
        if formatted:
            if match["end"]:
                opened.pop()
            elif match["open"]:
                opened.append("{")
        elif match["quote"]:
            if not {"f", "t"}.isdisjoint((match["prefix"] or "").lower()):
                opened.append(match["quote"])
            elif rest := _REST[match["quote"]].match(text, offset):
                offset = rest.end()
        elif match["open"]:
            opened.append(match["open"])
        elif match["close"] and opened:
            opened.pop()
        elif match["chained"]:
            chained += 1
        elif match["newline"] and not opened:
            chained = 0
        if len(opened) > MAX_BRACKETS or chained > MAX_CHAIN:
            return match.start()
