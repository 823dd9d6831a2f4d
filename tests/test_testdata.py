"""The sample projects of ``testdata/``: what is reported, what is listed, what a fix leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from replaytag.contract import Contract
from replaytag.frameworks.registry import built_in
from replaytag.linter.session import Session
from replaytag.project import link
from replaytag.workspace import Workspace, discover
from replaytag.workspace.survey import survey
from tests.expectations import (
    expected_diagnostics,
    expected_handlers,
    found_diagnostics,
    found_handlers,
    malformed,
    rows,
)
from tests.projects import Project, all_projects, copy_unfixed

PROJECTS = all_projects()
FRAMEWORKS = [framework.name for framework in built_in()]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_framework_has_samples_to_mend_and_samples_that_are_right(framework: str) -> None:
    own = [project for project in PROJECTS if project.root.parent.name == framework]
    right = [
        project
        for project in own
        if expected_handlers(_sources(project.before))
        and not expected_diagnostics(_sources(project.before))
    ]
    broken = [project for project in own if expected_diagnostics(_sources(project.before))]

    assert len(right) >= 2
    assert len(broken) >= 2


@pytest.mark.parametrize("project", PROJECTS, ids=str)
def test_expectations_are_well_formed(project: Project) -> None:
    assert malformed(_sources(project.before)) == []
    if project.is_fixable:
        assert "# expect:" not in "".join(_sources(project.after).values())


@pytest.mark.parametrize("project", PROJECTS, ids=str)
def test_diagnostics(project: Project, tmp_path: Path) -> None:
    copy = copy_unfixed(project, tmp_path / "code")

    (analysis,) = Session(discover([copy])).analyses

    expected = expected_diagnostics(_sources(project.before))
    assert rows(found_diagnostics(analysis.diagnostics)) == rows(expected)


@pytest.mark.parametrize("project", PROJECTS, ids=str)
def test_handlers(project: Project, tmp_path: Path) -> None:
    copy = copy_unfixed(project, tmp_path / "code")
    expected = expected_handlers(_sources(project.before))

    # Tags are followed only where something may concern the contract: the verdict is the same.
    for tags in {True, survey(*_given(copy)).contract}:
        linked = link(*_given(copy), tags=tags)

        assert rows(found_handlers(linked.handlers())) == rows(expected)


def _given(root: Path) -> tuple[Workspace, Contract]:
    (workspace,) = discover([root])
    return workspace, workspace.config.contract


@pytest.mark.parametrize("project", PROJECTS, ids=str)
def test_fix(project: Project, tmp_path: Path) -> None:
    copy = copy_unfixed(project, tmp_path / "code")
    before = _contents(copy)

    session = Session(discover([copy]), fixing=True)
    session.write()

    after = _contents(copy)
    changed = {path: text for path, text in after.items() if before.get(path) != text}
    expected = _contents(project.after) if project.is_fixable else {}
    assert changed == expected
    assert before.keys() <= after.keys()
    assert _notices_of_fixes(session) == []


@pytest.mark.parametrize("project", [p for p in PROJECTS if p.is_fixable], ids=str)
def test_after_a_fix_nothing_fixable_is_left_and_nothing_is_new(
    project: Project, tmp_path: Path
) -> None:
    copy = copy_unfixed(project, tmp_path / "code")
    first = Session(discover([copy]), fixing=True)
    first.write()

    second = Session(discover([copy]), fixing=True)

    assert second.changes() == []
    remaining = [found_diagnostics(one.diagnostics) for one in (*first.analyses, *second.analyses)]
    assert rows(remaining[0]) == rows(remaining[1])
    codes = {code for _, _, code in expected_diagnostics(_sources(project.before))}
    assert {code for _, _, code in remaining[1]} <= codes


def _notices_of_fixes(session: Session) -> list[str]:
    return [note for note in session.notes if "was not fixed" in note]


def _sources(directory: Path) -> dict[str, str]:
    """The Python files below ``directory``, by path."""
    return {path: text for path, text in _contents(directory).items() if path.endswith(".py")}


def _contents(directory: Path) -> dict[str, str]:
    """All files below ``directory`` but those of tools, by path, line ends as they are."""
    files = (path for path in sorted(directory.rglob("*")) if path.is_file())
    named = ((path.relative_to(directory), path) for path in files)
    return {
        relative.as_posix(): path.read_bytes().decode("utf-8")
        for relative, path in named
        if not any(part.startswith(".") or part == "__pycache__" for part in relative.parts)
    }
