"""Which files are part of a project."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from replaytag.workspace import Workspace, discover
from replaytag.workspace.discovery import MAX_SIZE
from replaytag.workspace.errors import WorkspaceError
from tests.trees import git, plant, repository

VENV = {"env/pyvenv.cfg": "", "env/lib/python3.12/site-packages/flask/app.py": ""}


@dataclass(frozen=True)
class Case:
    """A directory, and the Python files in it that count."""

    name: str
    tree: dict[str, str]
    files: list[str]

    def __str__(self) -> str:
        return self.name


WALKED = [
    Case("nothing", {}, []),
    Case("python only", {"app.py": "", "README.md": "", "app.pyc": ""}, ["app.py"]),
    Case(
        "nested",
        {"src/shop/app.py": "", "src/shop/__init__.py": ""},
        ["src/shop/__init__.py", "src/shop/app.py"],
    ),
    Case("virtual environment", {"app.py": "", **VENV}, ["app.py"]),
    Case("packages of node", {"app.py": "", "ui/node_modules/gyp/gyp.py": ""}, ["app.py"]),
    Case("caches", {"__pycache__/a.py": "", ".tox/py/a.py": "", "a.egg-info/a.py": ""}, []),
    Case("package called build", {"build/a.py": ""}, ["build/a.py"]),
    Case(
        "ignored file",
        {".gitignore": "local.py\n", "local.py": "", "a/local.py": "", "b.py": ""},
        ["b.py"],
    ),
    Case(
        "ignored at the root only",
        {".gitignore": "/local.py\n", "local.py": "", "a/local.py": ""},
        ["a/local.py"],
    ),
    Case(
        "ignored directory",
        {".gitignore": "gen/\n", "gen/a.py": "", "gen/b/c.py": "", "d.py": ""},
        ["d.py"],
    ),
    Case("taken back", {".gitignore": "*.py\n!keep.py\n", "a.py": "", "keep.py": ""}, ["keep.py"]),
    Case(
        "taken back below",
        {".gitignore": "*.py\n", "a/.gitignore": "!*.py\n", "a/b.py": "", "c.py": ""},
        ["a/b.py"],
    ),
    Case("ignored from below", {"a/.gitignore": "/b.py\n", "a/b.py": "", "b.py": ""}, ["b.py"]),
]


@pytest.mark.parametrize("case", WALKED, ids=str)
def test_files_without_git(case: Case, tmp_path: Path) -> None:
    root = plant(tmp_path / "project", case.tree)

    assert _only(discover([root])).files == tuple(case.files)


@pytest.mark.parametrize("case", WALKED, ids=str)
def test_untracked_files_with_git(case: Case, tmp_path: Path) -> None:
    root = plant(tmp_path / "project", case.tree)
    git(root, "init", "--quiet")

    assert _only(discover([root])).files == tuple(case.files)


def test_builds_are_left_out_without_git(tmp_path: Path) -> None:
    root = plant(tmp_path, {"setup.py": "", "build/lib/a.py": "", "src/dist/b.py": ""})

    assert _only(discover([root])).files == ("setup.py", "src/dist/b.py")


def test_tracked_files_count_even_if_ignored_and_missing_ones_do_not(tmp_path: Path) -> None:
    root = repository(tmp_path, {".gitignore": "kept.py\n", "kept.py": "", "gone.py": ""})
    (root / "gone.py").unlink()

    workspace = _only(discover([root]))

    assert workspace.files == ("kept.py",)
    assert workspace.notices == ()


def test_manifests_are_listed_apart(tmp_path: Path) -> None:
    tree = {
        "app.py": "",
        "pyproject.toml": "",
        "setup.py": "",
        "requirements-dev.txt": "",
        "requirements/base.in": "",
        "poetry.lock": "",
        "notes.txt": "",
    }
    root = plant(tmp_path, dict.fromkeys(tree, ""))

    assert _only(discover([root])).others == (
        "poetry.lock",
        "pyproject.toml",
        "requirements-dev.txt",
        "requirements/base.in",
        "setup.py",
    )


@pytest.mark.parametrize(
    ("tree", "named", "root", "files"),
    [
        ({"pyproject.toml": "", "src/a.py": "", "b.py": ""}, "src", "", ("b.py", "src/a.py")),
        (
            {"manage.py": "", "shop/views.py": ""},
            "shop/views.py",
            "",
            ("manage.py", "shop/views.py"),
        ),
        (
            {"setup.py": "", "one/setup.py": "", "one/a.py": ""},
            "one/a.py",
            "one",
            ("a.py", "setup.py"),
        ),
        ({"one/a.py": "", "two/b.py": ""}, "one", "one", ("a.py",)),
        ({"one/a.py": "", "two/b.py": ""}, "one/a.py", "one", ("a.py",)),
        (
            {".git/": "", "one/pyproject.toml": "", "one/a.py": "", "b.py": ""},
            "one",
            "",
            ("b.py", "one/a.py"),
        ),
    ],
    ids=["pyproject", "manage", "nearest", "none", "none, file", "git without a repository"],
)
def test_root(
    tree: dict[str, str], named: str, root: str, files: tuple[str, ...], tmp_path: Path
) -> None:
    plant(tmp_path / "work", tree)

    workspace = _only(discover([tmp_path / "work" / named]))

    assert workspace.root == tmp_path / "work" / root
    assert workspace.files == files


def test_root_of_a_repository_is_where_git_says(tmp_path: Path) -> None:
    root = repository(tmp_path, {"one/pyproject.toml": "", "one/a.py": "", "two/b.py": ""})

    workspace = _only(discover([root / "one"]))

    assert workspace.root == root
    assert workspace.files == ("one/a.py", "two/b.py")


def test_paths_of_one_project_make_one_workspace(tmp_path: Path) -> None:
    root = plant(tmp_path, {"pyproject.toml": "", "one/a.py": "", "two/b.py": "", "three/c.py": ""})

    workspace = _only(discover([root / "one", root / "two" / "b.py", root / "one"]))

    assert [path for path in workspace.files if workspace.is_reported(path)] == [
        "one/a.py",
        "two/b.py",
    ]


def test_paths_of_several_projects_are_apart(tmp_path: Path) -> None:
    repository(tmp_path / "one", {"a.py": ""})
    repository(tmp_path / "two", {"b.py": ""})

    found = discover([tmp_path / "one", tmp_path / "two" / "b.py"])

    assert [(workspace.root.name, workspace.files) for workspace in found] == [
        ("one", ("a.py",)),
        ("two", ("b.py",)),
    ]


def test_an_ignored_file_counts_where_it_is_named(tmp_path: Path) -> None:
    root = repository(tmp_path, {".gitignore": "local.py\n", "app.py": ""})
    plant(root, {"local.py": ""})

    assert _only(discover([root / "local.py"])).files == ("app.py", "local.py")


def test_an_ignored_directory_is_a_project_of_its_own(tmp_path: Path) -> None:
    root = repository(tmp_path, {".gitignore": "copies/\n", "app.py": ""})
    plant(root, {"copies/shop/app.py": ""})

    workspace = _only(discover([root / "copies" / "shop"]))

    assert workspace.root == root / "copies" / "shop"
    assert workspace.files == ("app.py",)


def test_variables_of_a_surrounding_hook_are_not_heeded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "one", {"a.py": ""})
    other = repository(tmp_path / "two", {"b.py": ""})
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))

    assert _only(discover([root])).files == ("a.py",)


def test_no_program_of_the_repository_is_run(tmp_path: Path) -> None:
    root = repository(tmp_path / "project", {"a.py": ""})
    trace = tmp_path / "trace"
    plant(root, {"monitor": f"#!/bin/sh\ntouch {trace}\n"}).joinpath("monitor").chmod(0o755)
    git(root, "config", "core.fsmonitor", str(root / "monitor"))

    assert _only(discover([root])).files == ("a.py",)
    assert not trace.exists()


def test_something_else_is_done_while_git_lists(tmp_path: Path) -> None:
    root = repository(tmp_path, {"app.py": ""})
    done: list[str] = []

    found = discover([root], meanwhile=lambda: done.append("imports"))

    assert (_only(found).files, done) == (("app.py",), ["imports"])


def test_a_missing_path_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"no such file or directory: .*gone\.py"):
        discover([tmp_path, tmp_path / "gone.py"])


def test_a_large_file_is_left_out_with_a_notice(tmp_path: Path) -> None:
    root = plant(tmp_path, {"app.py": "", "data.py": b"#" * (MAX_SIZE + 1)})

    workspace = _only(discover([root]))

    assert workspace.files == ("app.py",)
    assert workspace.notices == ("data.py: is not read: 5 MB is more than 5 MB",)


def test_links_are_not_followed(tmp_path: Path) -> None:
    root = plant(tmp_path / "project", {"app.py": "", "shop/views.py": ""})
    plant(tmp_path / "elsewhere", {"secret.py": ""})
    (root / "loop").symlink_to(root)
    (root / "same.py").symlink_to(root / "app.py")
    (root / "dangling.py").symlink_to(root / "gone.py")
    (root / "outside.py").symlink_to(tmp_path / "elsewhere" / "secret.py")

    workspace = _only(discover([root]))

    assert workspace.files == ("app.py", "shop/views.py")
    assert workspace.notices == ("outside.py: is a link out of the project and is not read",)


def test_a_link_that_is_named_stands_for_its_target(tmp_path: Path) -> None:
    root = plant(tmp_path / "project", {"app.py": "", "setup.py": ""})
    (tmp_path / "link").symlink_to(root)

    assert _only(discover([tmp_path / "link" / "app.py"])).root == root


@pytest.mark.parametrize("tracked", [False, True], ids=["walk", "git"])
def test_names_of_any_bytes(tracked: bool, tmp_path: Path) -> None:
    names = [
        "sp ace.py",
        "qu'ote\".py",
        "new\nline.py",
        "ünïcode.py",
        os.fsdecode(b"latin-\xe9.py"),
    ]
    root = tmp_path / "project"
    for name in names:
        try:
            plant(root, {name: "x = 1\n"})
        except OSError:
            pytest.skip("the file system takes no such names")
    if tracked:
        git(root, "init", "--quiet")

    workspace = _only(discover([root]))

    assert sorted(workspace.files) == sorted(names)
    assert {workspace.read(name) for name in names} == {b"x = 1\n"}


@pytest.mark.parametrize(
    ("exclude", "files"),
    [
        (["legacy/"], ("app.py", "shop/legacy.py")),
        (["legacy"], ("app.py", "shop/legacy.py")),
        (["legacy*"], ("app.py",)),
        (["/shop"], ("app.py", "legacy/a.py")),
        (["*.py", "!app.py"], ("app.py",)),
        (["nothing"], ("app.py", "legacy/a.py", "shop/legacy.py")),
    ],
    ids=str,
)
def test_exclude(
    exclude: list[str],
    files: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = plant(tmp_path, {"app.py": "", "legacy/a.py": "", "shop/legacy.py": ""})
    configured = plant(
        tmp_path / "configured",
        {
            "app.py": "",
            "legacy/a.py": "",
            "shop/legacy.py": "",
            "pyproject.toml": f"[tool.replaytag]\nexclude = {exclude!r}\n",
        },
    )
    monkeypatch.chdir(root)

    assert _only(discover([configured])).files == files
    (root / "configured" / "pyproject.toml").unlink()
    monkeypatch.chdir(configured)
    assert _only(discover([configured], exclude=exclude)).files == files


@pytest.mark.parametrize(
    ("named", "force", "files"),
    [
        ("", False, ("app.py",)),
        ("legacy", False, ("app.py", "legacy/a.py", "legacy/b.py")),
        ("legacy/a.py", False, ("app.py", "legacy/a.py")),
        ("legacy/a.py", True, ("app.py",)),
    ],
    ids=str,
)
def test_naming_what_is_excluded(
    named: str, force: bool, files: tuple[str, ...], tmp_path: Path
) -> None:
    root = plant(
        tmp_path,
        {
            "app.py": "",
            "legacy/a.py": "",
            "legacy/b.py": "",
            "pyproject.toml": '[tool.replaytag]\nexclude = ["legacy/"]\n',
        },
    )

    assert _only(discover([root / named], force_exclude=force)).files == files


def _only(found: list[Workspace]) -> Workspace:
    (workspace,) = found
    return workspace
