"""Diagnostics to render, made from source text in which the place is marked."""

from __future__ import annotations

from pathlib import Path

from replaytag.diagnostics import (
    Applicability,
    Confidence,
    Diagnostic,
    Edit,
    Fix,
    Related,
    Severity,
)
from replaytag.reports.finding import Finding
from replaytag.source import Place, Span
from replaytag.workspace import Workspace
from tests.trees import plant

OPEN, CLOSE = "«", "»"


def marked(text: str) -> tuple[str, Span]:
    """The text without its marks, and the span between them."""
    before, _, rest = text.partition(OPEN)
    inner, _, after = rest.partition(CLOSE)
    start = (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
    upto = before + inner
    end = (upto.count("\n") + 1, len(upto.rpartition("\n")[2]) + 1)
    return upto + after, Span(*start, *end)


def finding(
    root: Path,
    text: str,
    *,
    others: dict[str, str] | None = None,
    path: str = "shop/app.py",
    severity: Severity = Severity.ERROR,
    message: str = "The tag `replay` is not the contract's",
    help: str = "",
    applicability: Applicability | None = None,
    snippet: str = "",
    unsafe: bool = False,
) -> Finding:
    """A finding at the marked place of ``text``; ``others`` have the related places."""
    source, span = marked(text)
    related = []
    tree = {path: source}
    for number, (other, content) in enumerate((others or {}).items(), 1):
        tree[other.partition("#")[0]], place = marked(content)
        related.append(Related(Place(other.partition("#")[0], place), f"related place {number}"))
    fix = None
    if applicability:
        fix = Fix(applicability, "Spell it right", (Edit(path, span, "right"),))
    diagnostic = Diagnostic(
        code="RT101",
        name="misspelled-tag-name",
        severity=severity,
        message=message,
        place=Place(path, span),
        help=help,
        related=tuple(related),
        fix=fix,
        confidence=Confidence.MEDIUM,
        snippet=snippet,
    )
    workspace = Workspace(plant(root, tree), [name for name in tree if name.endswith(".py")])
    return Finding(workspace, diagnostic, unsafe)
