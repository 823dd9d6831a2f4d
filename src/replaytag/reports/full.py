"""The report for people: each diagnostic with its source, what explains it, and what helps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from replaytag.diagnostics import Related
from replaytag.reports.characters import printable
from replaytag.reports.concise import one_line
from replaytag.reports.finding import Finding, shown_path
from replaytag.reports.frame import frame
from replaytag.reports.style import Style

_MAX_RELATED = 8
"""Related places that are shown with their source; the others are named."""

_CONTEXT = 2


def render(findings: Sequence[Finding], style: Style) -> str:
    """All ``findings``, an empty line after each."""
    return "".join(f"{_one(finding, style)}\n" for finding in findings)


def _one(finding: Finding, style: Style) -> str:
    span = finding.diagnostic.place.span
    if (span.line, span.column) == (span.end_line, span.end_column):
        # A whole file is meant, and what it holds explains nothing.
        return f"{one_line(finding, style)}\n"
    return "".join(f"{line}\n" for line in _lines(finding, style))


def _lines(finding: Finding, style: Style) -> Iterator[str]:
    diagnostic = finding.diagnostic
    head = style.severity(f"{diagnostic.severity}[{diagnostic.code}]", diagnostic.severity)
    yield f"{head} {style.strong(f'{diagnostic.name}: {printable(diagnostic.message)}')}"
    gutter = _gutter(finding)
    margin = " " * gutter
    place = diagnostic.place
    yield f"{style.frame(margin + '-->')} {finding.filename}:{place.span.line}:{place.span.column}"
    lines = finding.lines(place.path)
    yield from frame(lines, place.span, style, context=_CONTEXT, gutter=gutter)
    for related in diagnostic.related[:_MAX_RELATED]:
        yield from _related(finding, related, style, gutter)
    for related in diagnostic.related[_MAX_RELATED:]:
        yield f"{style.frame(margin + ' =')} {_related_line(finding, related)}"
    yield from _advice(finding, style, gutter)


def _gutter(finding: Finding) -> int:
    spans = [finding.diagnostic.place.span]
    spans += [related.place.span for related in finding.diagnostic.related[:_MAX_RELATED]]
    return max(len(str(span.end_line + _CONTEXT)) for span in spans)


def _related(finding: Finding, related: Related, style: Style, gutter: int) -> Iterator[str]:
    yield f"{style.frame(' ' * gutter + ':::')} {_related_line(finding, related)}"
    lines = finding.lines(related.place.path)
    span = related.place.span
    if span.end_line > span.line and span.line <= len(lines):
        end = len(lines[span.line - 1]) + 1
        span = type(span)(span.line, span.column, span.line, end)
    yield from frame(lines, span, style, marker="-", gutter=gutter)


def _related_line(finding: Finding, related: Related) -> str:
    filename = shown_path(finding.workspace, related.place.path)
    span = related.place.span
    return f"{filename}:{span.line}:{span.column}: {printable(related.message)}"


def _advice(finding: Finding, style: Style, gutter: int) -> Iterator[str]:
    diagnostic = finding.diagnostic
    fix = diagnostic.fix
    if diagnostic.help and not (fix and diagnostic.help.rstrip(".") == fix.message.rstrip(".")):
        yield f"{style.strong('help')}: {printable(diagnostic.help)}"
    if fix:
        mark = ""
        if finding.is_fixable:
            mark = style.fixable("[*] ")
        elif finding.is_unsafe:
            mark = "(only with `--unsafe-fixes`) "
        yield f"{style.strong('fix')}: {mark}{printable(fix.message)}"
    if diagnostic.snippet:
        bar = style.frame(f"{' ' * gutter} |")
        yield f"{style.strong('write')}:"
        for line in diagnostic.snippet.rstrip("\n").split("\n"):
            yield f"{bar} {line}".rstrip()
