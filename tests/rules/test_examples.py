"""Every rule's own examples: what it must report, what it must not, and what its fix leaves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from replaytag.linter.session import Session
from replaytag.rules.base import Example, Rule
from replaytag.rules.registry import load_rules
from replaytag.workspace import discover
from tests.expectations import expected_diagnostics, found_diagnostics, malformed, rows
from tests.projects import without_expectations
from tests.trees import plant

RULES = load_rules()


def _examples(kind: str) -> list[ParameterSet]:
    return [
        pytest.param(rule.code, example, id=f"{rule.code}-{index}")
        for rule in RULES
        for index, example in enumerate(getattr(rule, kind))
    ]


@pytest.mark.parametrize(("code", "example"), _examples("valid"))
def test_valid(code: str, example: Example, tmp_path: Path) -> None:
    assert malformed(example.before) == []
    assert rows(expected_diagnostics(example.before)) == []

    assert _found(code, example.before, tmp_path) == []


@pytest.mark.parametrize(("code", "example"), _examples("invalid"))
def test_invalid(code: str, example: Example, tmp_path: Path) -> None:
    expected = expected_diagnostics(example.before)
    assert malformed(example.before) == []
    assert {expected_code for _, _, expected_code in expected} == {code}

    assert _found(code, example.before, tmp_path) == rows(expected)


@pytest.mark.parametrize(("code", "example"), _examples("invalid"))
def test_fix(code: str, example: Example, tmp_path: Path) -> None:
    root = _plant(example.before, tmp_path)

    Session(discover([root], select=[code]), fixing=True, unsafe=True).write()

    before = {path: without_expectations(text) for path, text in example.before.items()}
    after = {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*.*")}
    assert {path: text for path, text in after.items() if before.get(path) != text} == example.after
    if example.after:
        again = Session(discover([root], select=[code]), fixing=True, unsafe=True)
        assert again.changes() == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_that_says_it_has_a_fix_shows_one(rule: Rule) -> None:
    fixed = any(example.after for example in rule.invalid)

    assert fixed is (rule.meta.fixable is not None)


def _found(code: str, sources: Mapping[str, str], directory: Path) -> list[str]:
    root = _plant(sources, directory)
    (analysis,) = Session(discover([root], select=[code])).analyses
    return rows(found_diagnostics(analysis.diagnostics))


def _plant(sources: Mapping[str, str], directory: Path) -> Path:
    return plant(
        directory / "project",
        {path: without_expectations(text) for path, text in sources.items()},
    )
