"""The text at a span."""

from __future__ import annotations

from replaytag.source import Span


def slice_of(text: str, span: Span) -> str:
    """What stands at ``span``; lines end with ``\\n``, ``\\r\\n`` or ``\\r`` only."""
    lines = text.replace("\r\n", "\r").replace("\n", "\r").split("\r")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first, *middle, last = lines[span.line - 1 : span.end_line]
    return "\n".join([first[span.column - 1 :], *middle, last[: span.end_column - 1]])
