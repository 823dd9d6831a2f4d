"""The last lines of a check: how many, and how to be rid of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from replaytag.reports.finding import Finding
    from replaytag.reports.style import Style


def render(findings: Sequence[Finding], *, mended: int, style: Style) -> str:
    """What is left, what was ``mended``, and which options would mend more."""
    return "".join(f"{line}\n" for line in _lines(findings, mended, style))


def _lines(findings: Sequence[Finding], mended: int, style: Style) -> Iterator[str]:
    if mended:
        total = _problems(mended + len(findings))
        yield f"Found {total} ({mended} fixed, {len(findings)} remaining)."
    elif findings:
        yield f"Found {_problems(len(findings))}."
    else:
        yield style.good("All checks passed!")
    fixable = sum(finding.is_fixable for finding in findings)
    hidden = sum(finding.is_unsafe and not finding.is_fixable for finding in findings)
    if fixable:
        more = f" ({hidden} more with `--unsafe-fixes`)" if hidden else ""
        yield f"[{style.fixable('*')}] {fixable} fixable with the `--fix` option{more}."
    elif hidden:
        yield (
            f"No fixes available ({hidden} hidden fix{'es' if hidden > 1 else ''} "
            "can be enabled with the `--unsafe-fixes` option)."
        )


def would_fix(mended: int) -> str:
    """What ``--diff`` says of the fixes that it shows."""
    return f"Would fix {_problems(mended)}.\n" if mended else "No fixes to show.\n"


def _problems(count: int) -> str:
    return "1 problem" if count == 1 else f"{count} problems"
