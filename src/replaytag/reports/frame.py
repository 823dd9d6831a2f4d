"""Source lines with a place in them underlined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from replaytag.reports.characters import cells, width
from replaytag.reports.style import Style
from replaytag.source import Span

MAX_WIDTH = 120
"""Columns of a source line that are shown."""

_BEFORE_CUT = 20
_CUT = "..."
_MAX_LINES = 6


def frame(
    lines: Sequence[str],
    span: Span,
    style: Style,
    *,
    context: int = 0,
    marker: str = "^",
    gutter: int = 0,
) -> Iterator[str]:
    """The lines of ``span``, ``context`` more on each side, and a row of ``marker`` below it.

    ``gutter`` is the least width of the column of line numbers. A long span is shown with its
    first lines only, and so is a long line: with the part around the place.
    """
    if not 1 <= span.line <= len(lines):
        return
    last = min(span.end_line, len(lines), span.line + _MAX_LINES - 1)
    first, final = max(1, span.line - context), min(len(lines), last + context)
    while first < span.line and not lines[first - 1].strip():
        first += 1
    while final > last and not lines[final - 1].strip():
        final -= 1
    gutter = max(gutter, len(str(final)))
    bar = style.frame("|")
    yield f"{' ' * gutter} {bar}"
    for number in range(first, final + 1):
        line = lines[number - 1]
        marked = span.line <= number <= last
        start, end = _columns(line, span, number) if marked else (0, 0)
        text, underline = _render(line, start, end, marker)
        yield f"{style.frame(str(number).rjust(gutter))} {bar} {text}".rstrip()
        if underline:
            yield f"{' ' * gutter} {bar} {style.frame(underline)}"
    yield f"{' ' * gutter} {bar}"


def _columns(line: str, span: Span, number: int) -> tuple[int, int]:
    """The part of ``line`` that lies in ``span``, without the blanks around it."""
    start = span.column - 1 if number == span.line else len(line) - len(line.lstrip())
    end = span.end_column - 1 if number == span.end_line else len(line.rstrip())
    start = min(start, len(line))
    return start, max(start + 1, min(end, len(line)))


def _render(line: str, start: int, end: int, marker: str) -> tuple[str, str]:
    """The line as it is printed, and the underline for its characters ``start`` to ``end``."""
    shown = [cells(char) for char in line]
    begin = max(0, start - _BEFORE_CUT) if _total(shown[:end]) > MAX_WIDTH else 0
    prefix = _CUT if begin else ""
    room = MAX_WIDTH - len(prefix)
    stop = begin
    while stop < len(shown) and (room := room - width(shown[stop])) >= 0:
        stop += 1
    suffix = _CUT if stop < len(shown) else ""
    text = prefix + "".join(shown[begin:stop]) + suffix
    if start == end:
        return text, ""
    indent = len(prefix) + _total(shown[begin:start])
    length = max(1, _total(shown[start : min(end, max(stop, start + 1))]))
    return text, " " * indent + marker * length


def _total(shown: Sequence[str]) -> int:
    return sum(map(width, shown))
