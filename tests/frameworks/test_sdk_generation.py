"""What `--fix` writes into projects that run with sentry-sdk 1: nothing that it does not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from replaytag.actions import CreateFile, InsertBefore, MoveBefore
from replaytag.frameworks.records import Recipe
from replaytag.frameworks.writing.sdk_generation import for_sdk
from replaytag.linter.session import Session
from replaytag.source import Span
from replaytag.workspace import discover
from tests.projects import Project, all_projects, copy_unfixed

SCOPE, HUB = "sentry_sdk.isolation_scope()", "sentry_sdk.Hub(sentry_sdk.Hub.current)"
PLACE = Span(1, 1, 1, 2)
CODE = """\
with sentry_sdk.isolation_scope() as scope:
    scope.set_tag("t", token)
    request_scope.set_tag("t", token)
    return handler()
"""
OLDER = f"""\
with {HUB}:
    sentry_sdk.set_tag("t", token)
    request_scope.set_tag("t", token)
    return handler()
"""


def isolating(project: Project) -> bool:
    return any("isolation_scope" in path.read_text() for path in project.after.rglob("*.py"))


ISOLATING = [project for project in all_projects() if isolating(project)]


def written(project: Project, root: Path, requirement: str, form: str) -> set[str]:
    """The files in which a fix has put ``form``."""
    copy = copy_unfixed(project, root)
    (copy / "requirements.txt").write_text(requirement)
    before = {path: path.read_text().count(form) for path in copy.rglob("*.py")}
    session = Session(discover([copy]), fixing=True)
    session.write()
    assert [note for note in session.notes if "was not fixed" in note] == []
    return {
        path.relative_to(copy).as_posix()
        for path in copy.rglob("*.py")
        if path.read_text().count(form) > before.get(path, 0)
    }


@pytest.mark.parametrize("project", ISOLATING, ids=str)
def test_a_hub_is_written_for_an_old_sdk(project: Project, tmp_path: Path) -> None:
    new = written(project, tmp_path / "new", "sentry-sdk>=2\n", SCOPE)
    old = written(project, tmp_path / "old", "sentry-sdk==1.45.1\n", HUB)

    assert old == new
    assert written(project, tmp_path / "none", "sentry-sdk==1.45.1\n", SCOPE) == set()


@pytest.mark.parametrize("at_least", [True, None])
def test_nothing_is_changed_otherwise(at_least: bool | None) -> None:
    recipe = Recipe("Tag", CODE, (InsertBefore("app.py", PLACE, CODE),))

    assert for_sdk(recipe, lambda _: at_least) is recipe


def test_the_version_is_asked_only_where_it_matters() -> None:
    recipe = Recipe("Tag", "set_tag()", (InsertBefore("app.py", PLACE, "set_tag()"),))

    def ask(version: str) -> bool:
        raise AssertionError(version)

    assert for_sdk(recipe, ask) is recipe


def test_all_code_of_a_recipe() -> None:
    moved = MoveBefore("app.py", PLACE, PLACE)
    recipe = Recipe("Tag", CODE, (CreateFile("isolation_scope.py", CODE), moved))

    assert for_sdk(recipe, lambda _: False) == Recipe(
        "Tag", OLDER, (CreateFile("isolation_scope.py", OLDER), moved)
    )


def test_no_fix_where_no_form_is_known() -> None:
    code = "with sentry_sdk.isolation_scope(options): ...\n"
    recipe = for_sdk(Recipe("Tag", code, (InsertBefore("app.py", PLACE, code),)), lambda _: False)

    assert recipe.actions == ()
    assert recipe.reason == "it needs sentry-sdk 2.0 or newer"
