"""One line for each diagnostic."""

from __future__ import annotations

from collections.abc import Sequence

from replaytag.reports.characters import printable
from replaytag.reports.finding import Finding
from replaytag.reports.style import Style


def render(findings: Sequence[Finding], style: Style) -> str:
    """``path:line:column: CODE [*] message`` for each; ``[*]`` marks what ``--fix`` mends."""
    return "".join(f"{one_line(finding, style)}\n" for finding in findings)


def one_line(finding: Finding, style: Style) -> str:
    """The line for one finding, without a line feed."""
    diagnostic = finding.diagnostic
    span = diagnostic.place.span
    place = f"{style.strong(finding.filename)}:{span.line}:{span.column}:"
    code = style.severity(diagnostic.code, diagnostic.severity)
    mark = f" {style.fixable('[*]')}" if finding.is_fixable else ""
    return f"{place} {code}{mark} {printable(diagnostic.message)}"
