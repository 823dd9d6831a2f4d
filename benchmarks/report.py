"""Renders results as Markdown: one text for the terminal and the documentation."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.results import Check, Outcome, Results, Row

_MIB = 1024 * 1024


def render(results: Results) -> str:
    """The machine, the table of targets, and the tables of each scenario."""
    parts = [
        "### Targets",
        targets(results),
        "### Machine and versions",
        table(["", ""], [[name, fact] for name, fact in results.machine.items()]),
    ]
    for outcome in results.outcomes:
        parts += [f"### {outcome.title}", outcome.note, *_tables(outcome)]
    return "\n\n".join(parts)


def targets(results: Results) -> str:
    """Every target, and whether it was met."""
    rows = [
        [outcome.name, check.subject, check.target, _value(check), _limit(check), _verdict(check)]
        for outcome in results.outcomes
        for check in outcome.checks
    ]
    return table(["scenario", "tree", "what", "measured", "target", ""], rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table that is also legible as text."""
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    padded = (
        [cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines
    )
    return "\n".join(f"| {' | '.join(cells)} |" for cells in padded)


def _tables(outcome: Outcome) -> list[str]:
    tools = list(dict.fromkeys(row.tool for row in outcome.rows))
    lines = [
        [subject, about, *(_cell(outcome.rows, subject, tool) for tool in tools)]
        for subject, about in outcome.subjects.items()
    ]
    legend = f"Wall seconds / CPU seconds / MiB; medians of {_runs(outcome.rows)}."
    return [table(["tree", "", *tools], lines), legend]


def _cell(rows: Sequence[Row], subject: str, tool: str) -> str:
    for row in rows:
        if (row.subject, row.tool) == (subject, tool):
            peak = row.memory.median if row.tree_memory is None else row.tree_memory
            return f"{_number(row.wall.median)} / {_number(row.cpu.median)} / {peak / _MIB:.0f}"
    return ""


def _runs(rows: Sequence[Row]) -> str:
    numbers = sorted({row.runs for row in rows}, reverse=True)
    return " or ".join("1 run" if number == 1 else f"{number} runs" for number in numbers)


def _value(check: Check) -> str:
    return f"{_number(check.value)}{_unit(check)}"


def _limit(check: Check) -> str:
    words = "below" if check.strict else "at most"
    return f"{words} {_number(check.limit)}{_unit(check)}"


def _verdict(check: Check) -> str:
    return "met" if check.met else "**missed**"


def _unit(check: Check) -> str:
    return {"": "", "x": "x"}.get(check.unit, f" {check.unit}")


def _number(value: float) -> str:
    """Three digits that count, and no exponent."""
    if value == int(value):
        return f"{int(value):,}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if abs(value) >= 1 else f"{value:.3f}"
