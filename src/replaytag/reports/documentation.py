"""The documentation of rules, from the rule modules themselves."""

from __future__ import annotations

from collections.abc import Sequence

from replaytag.diagnostics import Applicability
from replaytag.reports.json import Value, dump
from replaytag.reports.links import anchor
from replaytag.rules.base import Rule

_FIX = {
    None: "There is no automatic fix.",
    Applicability.SAFE: "`--fix` mends it.",
    Applicability.UNSAFE: "`--fix --unsafe-fixes` mends it.",
    Applicability.DISPLAY: "A fix is shown, and never applied.",
}
_MARK = {
    None: "",
    Applicability.SAFE: "yes",
    Applicability.UNSAFE: "unsafe",
    Applicability.DISPLAY: "shown",
}


def markdown(rule: Rule, *, level: int = 1) -> str:
    """The page of one rule, its title a heading of ``level``."""
    meta = rule.meta
    parts = [
        f"{'#' * level} {rule.name} ({rule.code})",
        f"{meta.summary}",
        f"Severity: {meta.severity}. {_FIX[meta.fixable]}",
    ]
    for heading, text in rule.sections.items():
        parts += [f"{'#' * (level + 1)} {heading}", text]
    return "\n\n".join(parts) + "\n"


def as_json(rules: Sequence[Rule]) -> str:
    """A JSON list with an object for each rule."""
    return dump([_object(rule) for rule in rules])


def _object(rule: Rule) -> Value:
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": rule.meta.summary,
        "severity": rule.meta.severity.value,
        "fix": rule.meta.fixable.value if rule.meta.fixable else None,
        "documentation": "\n\n".join(
            f"## {heading}\n\n{text}" for heading, text in rule.sections.items()
        ),
    }


def table(rules: Sequence[Rule], *, page: str) -> str:
    """A Markdown table of ``rules`` that links to their sections of ``page``."""
    lines = ["| code | name | finds | severity | fix |", "|---|---|---|---|---|"]
    for rule in rules:
        link = f"[{rule.code}]({page}#{anchor(rule.code, rule.name)})"
        meta = rule.meta
        summary = meta.summary.rstrip(".")
        row = (link, f"`{rule.name}`", summary, meta.severity.value, _MARK[meta.fixable])
        lines.append(f"| {' | '.join(row)} |".replace("|  |", "| |"))
    return "\n".join(lines) + "\n"


def page(rules: Sequence[Rule]) -> str:
    """``docs/rules.md``: a table, then the page of each rule."""
    parts = [
        "# Rules\n",
        "<!-- Generated from src/replaytag/rules by scripts/generate.py. -->\n",
        table(rules, page=""),
    ]
    for rule in rules:
        parts += [f'<a id="{anchor(rule.code, rule.name)}"></a>\n', markdown(rule, level=2)]
    return "\n".join(parts)
