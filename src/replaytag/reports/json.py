"""Diagnostics as JSON, in the shape that ruff gives them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from replaytag.diagnostics import Edit, Fix, Related
from replaytag.reports.characters import encodable
from replaytag.reports.finding import Finding, shown_path
from replaytag.reports.links import documentation_url
from replaytag.source import Span
from replaytag.workspace import Workspace

Value = None | bool | int | str | list["Value"] | dict[str, "Value"]


def render(findings: Sequence[Finding]) -> str:
    """A list of objects, on one line each; ``[]`` for none."""
    return dump([_finding(finding) for finding in findings])


def dump(rows: Sequence[Value]) -> str:
    """A JSON list, in ASCII, with a row of text for each of its elements."""
    if not rows:
        return "[]\n"
    lines = (f"  {json.dumps(row, allow_nan=False)}" for row in rows)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _finding(finding: Finding) -> Value:
    diagnostic = finding.diagnostic
    span = diagnostic.place.span
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "confidence": diagnostic.confidence.value,
        "message": encodable(diagnostic.message),
        "filename": finding.filename,
        "location": _start(span),
        "end_location": _end(span),
        "related": [_related(finding.workspace, related) for related in diagnostic.related],
        "fix": _fix(finding.workspace, diagnostic.fix) if diagnostic.fix else None,
        "url": documentation_url(diagnostic.code, diagnostic.name),
    }


def _related(workspace: Workspace, related: Related) -> Value:
    return {
        "message": encodable(related.message),
        "filename": shown_path(workspace, related.place.path),
        "location": _start(related.place.span),
        "end_location": _end(related.place.span),
    }


def _fix(workspace: Workspace, fix: Fix) -> Value:
    return {
        "applicability": fix.applicability.value,
        "message": encodable(fix.message),
        "edits": [_edit(workspace, edit) for edit in fix.edits],
    }


def _edit(workspace: Workspace, edit: Edit) -> Value:
    return {
        "filename": shown_path(workspace, edit.path),
        "creates_file": edit.creates,
        "content": encodable(edit.content),
        "location": _start(edit.span),
        "end_location": _end(edit.span),
    }


def _start(span: Span) -> Value:
    return {"row": span.line, "column": span.column}


def _end(span: Span) -> Value:
    return {"row": span.end_line, "column": span.end_column}
