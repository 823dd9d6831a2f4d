"""Reading files, and changes that are not written yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from replaytag.workspace import Workspace
from tests.trees import plant


def test_contents_are_read_once(tmp_path: Path) -> None:
    workspace = Workspace(plant(tmp_path, {"a.py": "one"}), ["a.py"])

    assert workspace.read("a.py") == b"one"
    plant(tmp_path, {"a.py": "two"})
    assert workspace.read("a.py") == b"one"


def test_what_cannot_be_read_is_empty_with_one_notice(tmp_path: Path) -> None:
    workspace = Workspace(plant(tmp_path, {"a.py/": ""}), ["a.py"])

    assert workspace.read("a.py") == b""
    assert workspace.read("a.py") == b""
    assert workspace.notices == ("a.py: cannot be read: Is a directory",)


def test_reading_what_is_not_there(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, [])

    assert not workspace.exists("a.py")
    with pytest.raises(FileNotFoundError):
        workspace.read("a.py")


def test_changes_lie_over_the_disk(tmp_path: Path) -> None:
    workspace = Workspace(plant(tmp_path, {"a.py": "a", "b.py": "b"}), ["a.py", "b.py"])

    changed = workspace.with_changes({"b.py": b"B", "c.py": b"C"}).with_changes({"c.py": b"CC"})

    assert changed.files == ("a.py", "b.py", "c.py")
    assert [changed.read(path) for path in changed.files] == [b"a", b"B", b"CC"]
    assert changed.exists("c.py")
    assert changed.changes == {"b.py": b"B", "c.py": b"CC"}
    assert [changed.original(path) for path in changed.files] == [b"a", b"b", None]
    assert workspace.read("b.py") == b"b"
    assert not workspace.exists("c.py")
    assert (tmp_path / "b.py").read_bytes() == b"b"
