"""What saves time never changes a result: everything off and everything on, side by side."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from replaytag.cache.store import Cache
from replaytag.diagnostics import Diagnostic
from replaytag.effort import Effort
from replaytag.linter.session import Session
from replaytag.project import reading
from replaytag.workspace import discover, shares
from tests.projects import Project, all_projects, copy_unfixed

Found = tuple[list[Diagnostic], list[str], int]


def found(root: Path, effort: Effort, cache: Cache | None = None, *, fixing: bool = False) -> Found:
    """What is reported in ``root``, the notes, and how many problems were mended in memory."""
    session = Session(discover([root]), cache=cache, effort=effort, fixing=fixing, unsafe=fixing)
    return [d for a in session.analyses for d in a.diagnostics], session.notes, session.mended


@pytest.mark.parametrize("project", all_projects(), ids=str)
def test_nothing_changes_a_result(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_unfixed(project, tmp_path / "code")
    cache = Cache(tmp_path / "cache")

    expected = found(root, Effort(plain=True))

    assert found(root, Effort()) == expected
    assert found(root, Effort(), cache) == expected
    assert found(root, known := Effort(), cache) == expected
    assert known.counts["cached"] == known.counts["listed"]
    monkeypatch.setattr(shares, "WORTH", 1)
    monkeypatch.setattr(shares, "_can_fork", lambda: hasattr(os, "fork"))
    assert found(root, Effort(jobs=2)) == expected
    if project.root.name.startswith(("a", "b", "f", "s")):
        # A pool takes a while to start: for some of the projects.
        monkeypatch.setattr(reading, "WORTH_A_POOL", 0)
        assert found(root, Effort(jobs=2)) == expected
    assert found(root, Effort(), fixing=True) == found(root, Effort(plain=True), fixing=True)
