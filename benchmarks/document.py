"""Puts results into ``docs/performance.md``."""

from __future__ import annotations

from pathlib import Path

from benchmarks.report import render, table
from benchmarks.results import Results
from benchmarks.tools import DESCRIPTIONS

_START, _END = "<!-- results: start -->", "<!-- results: end -->"


def write(results: Results, page: Path) -> None:
    """Replaces what stands between the markers of ``page``."""
    page.write_text(with_results(page.read_text(encoding="utf-8"), results), encoding="utf-8")


def with_results(text: str, results: Results) -> str:
    """``text`` with ``results`` between its markers.

    Raises ``ValueError`` if it has none.
    """
    before, start, rest = text.partition(_START)
    _, end, after = rest.partition(_END)
    if not start or not end:
        raise ValueError(f"no {_START} and {_END}")
    commands = table(["tool", "command"], [list(entry) for entry in DESCRIPTIONS.items()])
    content = f"{render(results)}\n\n### Commands\n\n{commands}"
    return f"{before}{_START}\n\n{content}\n\n{_END}{after}"
