"""Diagnostics as JSON and back.

JSON, since a cache may come with a repository that somebody else wrote: reading it must not be
able to run anything.
"""

from __future__ import annotations

from typing import Any

from replaytag.diagnostics import (
    Applicability,
    Confidence,
    Diagnostic,
    Edit,
    Fix,
    Related,
    Severity,
)
from replaytag.source import Place, Span


def encode(found: Diagnostic) -> list[Any]:
    """``found`` in JSON's types."""
    return [
        found.code,
        found.name,
        found.severity.value,
        found.message,
        _place(found.place),
        found.help,
        [[_place(related.place), related.message] for related in found.related],
        found.fix and _fix(found.fix),
        found.confidence.value,
        found.snippet,
    ]


def decode(data: Any) -> Diagnostic:
    """The diagnostic that ``encode`` gave ``data`` for; other data raise any exception."""
    code, name, severity, message, place, help, related, fix, confidence, snippet = data
    return Diagnostic(
        _text(code),
        _text(name),
        Severity(severity),
        _text(message),
        _to_place(place),
        _text(help),
        tuple(Related(_to_place(at), _text(what)) for at, what in related),
        None if fix is None else _to_fix(fix),
        Confidence(confidence),
        _text(snippet),
    )


def _place(place: Place) -> list[Any]:
    return [place.path, *_span(place.span)]


def _span(span: Span) -> list[int]:
    return [span.line, span.column, span.end_line, span.end_column]


def _fix(fix: Fix) -> list[Any]:
    edits = [[edit.path, _span(edit.span), edit.content, edit.creates] for edit in fix.edits]
    return [fix.applicability.value, fix.message, edits]


def _to_place(data: Any) -> Place:
    path, *span = data
    return Place(_text(path), _to_span(span))


def _to_span(data: Any) -> Span:
    line, column, end_line, end_column = map(int, data)
    if min(line, column, end_line, end_column) < 1:
        raise ValueError
    return Span(line, column, end_line, end_column)


def _to_fix(data: Any) -> Fix:
    applicability, message, edits = data
    return Fix(
        Applicability(applicability),
        _text(message),
        tuple(
            Edit(_text(path), _to_span(span), _text(content), bool(creates))
            for path, span, content, creates in edits
        ),
    )


def _text(data: Any) -> str:
    if not isinstance(data, str):
        raise TypeError
    return data
