"""A run over several projects, and over the parts of one that are configured apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from replaytag.config import ConfigError
from replaytag.fixes.errors import WriteError
from replaytag.linter.session import Session
from replaytag.workspace import discover
from tests.cli.app import MISSPELT, SPELT
from tests.trees import plant


def test_parts_of_a_project_see_each_others_fixes(tmp_path: Path) -> None:
    root = plant(
        tmp_path,
        {
            ".git/": "",
            "one/pyproject.toml": "[tool.replaytag]\n",
            "one/a.py": MISSPELT,
            "two/pyproject.toml": "[tool.replaytag]\nselect = ['RT1']\n",
            "two/b.py": MISSPELT,
        },
    )

    session = Session(discover([root]), fixing=True)
    session.write()

    assert session.mended == 2
    assert [path for _, path, _, _ in session.changes()] == ["one/a.py", "two/b.py"]
    assert {path.name: path.read_text() for path in root.rglob("*.py")} == {
        "a.py": SPELT,
        "b.py": SPELT,
    }


def test_changes_know_what_was_there_before(tmp_path: Path) -> None:
    root = plant(tmp_path, {"setup.py": "", "a.py": MISSPELT})

    session = Session(discover([root]), fixing=True)

    assert session.changes() == [(root, "a.py", MISSPELT.encode(), SPELT.encode())]
    assert (root / "a.py").read_text() == MISSPELT


def test_a_project_is_written_wholly_or_not_at_all(tmp_path: Path) -> None:
    root = plant(tmp_path, {"setup.py": "", "a.py": MISSPELT, "b.py": MISSPELT})
    (root / "b.py").chmod(0o444)

    with pytest.raises(WriteError, match=r"b\.py: is read-only"):
        Session(discover([root]), fixing=True).write()

    assert (root / "a.py").read_text() == MISSPELT


def test_a_file_that_changes_meanwhile_is_not_written(tmp_path: Path) -> None:
    root = plant(tmp_path, {"setup.py": "", "a.py": MISSPELT})
    session = Session(discover([root]), fixing=True)
    (root / "a.py").write_text("x = 1\n")

    with pytest.raises(WriteError, match=r"a\.py: was changed by somebody else meanwhile"):
        session.write()

    assert (root / "a.py").read_text() == "x = 1\n"


def test_codes_are_checked_before_anything_is_read(tmp_path: Path) -> None:
    root = plant(tmp_path, {"a.py": MISSPELT})

    with pytest.raises(ConfigError, match="no rule has the code `RT7`"):
        Session(discover([root], ignore=["RT7"]))


@pytest.mark.parametrize("paths", [("one", "two"), ("two", "one")])
def test_projects_apart(paths: tuple[str, str], tmp_path: Path) -> None:
    for name in paths:
        plant(tmp_path / name, {"setup.py": "", "a.py": MISSPELT})

    session = Session(discover([tmp_path / name for name in paths]), fixing=True)

    assert [(root.name, path) for root, path, _, _ in session.changes()] == [
        (name, "a.py") for name in paths
    ]
