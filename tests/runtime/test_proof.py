"""Every project with a ``runtime.toml``, served unfixed and fixed, with what reaches Sentry."""

from __future__ import annotations

import importlib.util
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.projects import Project, all_projects, copy_fixed, copy_unfixed
from tests.runtime.judge import Report, changed_answers, conduct_problems, tag_problems
from tests.runtime.launch import NEEDED, drive
from tests.runtime.servers import KINDS
from tests.runtime.spec import Invoke, Spec, load


def _cases() -> list[Any]:
    """Both states of a project side by side, and on one worker, so that they share a report."""
    return [
        pytest.param(
            project, state, id=f"{project}-{state}", marks=pytest.mark.xdist_group(str(project))
        )
        for project in all_projects()
        if (project.root / "runtime.toml").is_file()
        for state in (("unfixed", "fixed") if project.is_fixable else ("unfixed",))
    ]


@pytest.mark.parametrize(("project", "state"), _cases())
def test_proof(project: Project, state: str) -> None:
    """Unfixed, the rows that need a fix fail the check of the tags. Fixed, all rows pass it.

    Only rows that no fix mends (``tagged = "never"``) fail it then. Answers are the same in both.
    """
    spec = _spec(project)
    unfixed = _report(project, "unfixed")

    report = _report(project, state)

    assert conduct_problems(spec, report) == []
    assert changed_answers(spec, unfixed, report) == []
    problems = tag_problems(spec, report)
    expected = ("after", "never") if state == "unfixed" else ("never",)
    assert {row.title for row in problems} == _untagged(spec, *expected), problems
    _assert_overlapping(spec, report)


@pytest.mark.xdist_group("both states of a project")
def test_what_belongs_together_runs_on_one_worker(request: pytest.FixtureRequest) -> None:
    """Otherwise each project is served three times, and nothing tells."""
    if request.config.getoption("loadgroup", default=False):
        assert request.node.nodeid.endswith("@both states of a project")


def _spec(project: Project) -> Spec:
    spec = load(project.root)
    missing = [
        name for name in (*NEEDED, *spec.serve.requires) if importlib.util.find_spec(name) is None
    ]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    return spec


def _untagged(spec: Spec, *tagged: str) -> set[str]:
    return {
        row.title
        for row in spec.rows
        if row.tagged in tagged and row.event != "none" and not isinstance(row, Invoke)
    }


def _assert_overlapping(spec: Spec, report: Report) -> None:
    """Requests that were never under way together would prove nothing about mixing."""
    if KINDS[spec.serve.kind].concurrent and any(row.event != "none" for row in spec.rows):
        assert report["overlap"] > 1


@cache
def _report(project: Project, state: str) -> Report:
    copy = copy_unfixed if state == "unfixed" else copy_fixed
    with tempfile.TemporaryDirectory() as directory:
        return drive(copy(project, Path(directory) / "code"), project.root)
