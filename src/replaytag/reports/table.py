"""Columns of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from replaytag.reports.characters import width

Paint = Callable[[str], str]


def plain(text: str) -> str:
    """Leaves a cell as it is."""
    return text


def render(rows: Sequence[Sequence[tuple[str, Paint]]]) -> str:
    """``rows`` with their cells aligned; a cell is a text and what colours it."""
    if not rows:
        return ""
    widths = [max(width(row[index][0]) for row in rows) for index in range(len(rows[0]))]
    return "".join(f"{_line(row, widths)}\n" for row in rows)


def _line(row: Sequence[tuple[str, Paint]], widths: Sequence[int]) -> str:
    filled = [
        paint(text) + " " * (column - width(text))
        for (text, paint), column in zip(row, widths, strict=True)
    ]
    return "  ".join(filled).rstrip()
