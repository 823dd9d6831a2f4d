"""What is measured is rendered and kept as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import document, report, results
from benchmarks.changes import Change, changed_files, with_a_function, with_a_statement
from benchmarks.corpora import choose
from benchmarks.paths import DOCUMENT
from benchmarks.results import Check, Outcome, Results, Row, Spread

_MIB = 1024.0 * 1024
_FOUND = Results(
    {"cores": "2"},
    [
        Outcome(
            "cold",
            "A whole repository",
            "A note.",
            {"shop": "3 files"},
            [
                Row(
                    "shop",
                    "ruff",
                    3,
                    Spread.of([0.3, 0.1, 0.2]),
                    Spread.of([12.34]),
                    Spread.of([24 * _MIB]),
                ),
            ],
            [
                Check("shop", "wall to ruff's", 0.5, 0.5, "x"),
                Check("shop", "wall to semgrep's", 1.0, 1.0, "x", strict=True),
                Check("shop", "wall", 1234.5, 0.15, "s"),
            ],
        )
    ],
)


def test_targets_are_a_table() -> None:
    assert report.targets(_FOUND).splitlines() == [
        "| scenario | tree | what              | measured | target          |            |",
        "| -------- | ---- | ----------------- | -------- | --------------- | ---------- |",
        "| cold     | shop | wall to ruff's    | 0.500x   | at most 0.500x  | met        |",
        "| cold     | shop | wall to semgrep's | 1x       | below 1x        | **missed** |",
        "| cold     | shop | wall              | 1,234 s  | at most 0.150 s | **missed** |",
    ]


def test_measurements_are_a_table() -> None:
    assert report.render(_FOUND).splitlines()[-5:] == [
        "| tree |         | ruff              |",
        "| ---- | ------- | ----------------- |",
        "| shop | 3 files | 0.200 / 12.3 / 24 |",
        "",
        "Wall seconds / CPU seconds / MiB; medians of 3 runs.",
    ]


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    results.save(_FOUND, tmp_path / "results.json")

    assert results.load(tmp_path / "results.json") == _FOUND


def test_the_page_has_a_place_for_results() -> None:
    page = DOCUMENT.read_text(encoding="utf-8")
    written = document.with_results(page, _FOUND)

    assert report.render(_FOUND) in written
    assert document.with_results(written, _FOUND) == written


def test_a_page_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="results: start"):
        document.with_results("# Performance\n", _FOUND)


_SHOP = "def f():\n    g()\n    return 1\n"


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        (with_a_function, f"{_SHOP}\n\ndef changed_{{}}():\n    return {{}}\n"),
        (with_a_statement, "def f():\n    g()\n    changed = {}\n    return 1\n"),
    ],
)
def test_changes_are_taken_back(tmp_path: Path, kind: Change, changed: str) -> None:
    file = tmp_path / "shop.py"
    file.write_text(_SHOP)
    before = file.stat().st_mtime_ns

    with changed_files(tmp_path, ["shop.py"], kind) as change:
        change()
        first = file.read_text()
        change()
        second = file.read_text()

    assert first == changed.format(0, 0)
    assert second == changed.format(1, 1)
    assert file.read_text() == _SHOP
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize("name", ["small", "all"])
def test_the_pins_are_complete(name: str) -> None:
    choice = choose(name)

    assert {"many", "none"} <= {corpus.matters for corpus in choice.corpora.values()}
    assert any(corpus.changed for corpus in choice.corpora.values())
