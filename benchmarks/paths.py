"""Where things are. Everything that is downloaded or made lies in one ignored directory."""

from __future__ import annotations

from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent
REPOSITORY = BENCHMARKS.parent
DOCUMENT = REPOSITORY / "docs" / "performance.md"
RULES = BENCHMARKS / "rules"

CACHE = BENCHMARKS / ".cache"
CORPORA = CACHE / "corpora"
TREES = CACHE / "trees"
SCRATCH = CACHE / "scratch"
HOME = CACHE / "home"
RESULTS = CACHE / "results.json"


def make_cache() -> None:
    """Makes the directory, and keeps git from looking into it."""
    CACHE.mkdir(exist_ok=True)
    ignore = CACHE / ".gitignore"
    if not ignore.is_file():
        ignore.write_text("*\n", encoding="ascii")
