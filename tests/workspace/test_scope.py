"""What is reported, and what was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from replaytag.config import ConfigError
from replaytag.workspace import discover
from replaytag.workspace.roles import is_supporting
from replaytag.workspace.scope import Scope
from tests.trees import plant

TABLE = "[tool.replaytag]\n"


@pytest.mark.parametrize(
    ("named", "path", "reported"),
    [
        ("", "app.py", True),
        ("", "shop/app.py", True),
        ("shop", "shop/app.py", True),
        ("shop", "shop", True),
        ("shop", "shopping/app.py", False),
        ("shop", "app.py", False),
        ("shop/app.py", "shop/app.py", True),
        ("shop/app.py", "shop/app.pyi", False),
        ("tests", "tests/app.py", True),
    ],
)
def test_reports(named: str, path: str, reported: bool) -> None:
    assert Scope(named=(named,)).reports(path) is reported


@pytest.mark.parametrize(
    ("named", "path", "asked"),
    [
        ("", "tests/app.py", False),
        ("tests", "tests/app.py", True),
        ("tests/app.py", "tests/app.py", True),
        ("tests", "tests/test_app.py", True),
        ("tests", "tests/fixtures/app.py", False),
        ("shop", "shop/tests/app.py", False),
        ("shop", "shop/test_app.py", False),
        ("shop/test_app.py", "shop/test_app.py", True),
        ("examples/shop", "examples/shop/app.py", True),
        ("examples/shop", "examples/shop/tests/test_app.py", False),
        ("docs", "examples/app.py", False),
    ],
)
def test_names(named: str, path: str, asked: bool) -> None:
    assert Scope(named=(named,)).names(path) is asked
    assert not Scope(named=(named,), explicit=False).names(path)


@pytest.mark.parametrize(
    ("path", "supporting"),
    [
        ("app.py", False),
        ("shop/app.py", False),
        ("contest/views.py", False),
        ("attestation/views.py", False),
        ("demo/app.py", False),
        ("latest.py", False),
        ("shop/testimonials.py", False),
        ("tests/app.py", True),
        ("shop/tests/app.py", True),
        ("Tests/app.py", True),
        ("shop/test_views.py", True),
        ("shop/views_test.py", True),
        ("shop/tests.py", True),
        ("conftest.py", True),
        ("integration_tests/app.py", True),
        ("tests-e2e/app.py", True),
        ("examples/app.py", True),
        ("docs/source/conf.py", True),
        ("docs_src/tutorial001.py", True),
    ],
)
def test_supporting(path: str, supporting: bool) -> None:
    assert is_supporting(path) is supporting


@pytest.mark.parametrize(
    ("named", "governed"),
    [
        ("", [("RootTag", ["app.py", "two/b.py"]), ("OneTag", ["one/a.py", "one/in/c.py"])]),
        ("one", [("OneTag", ["one/a.py", "one/in/c.py"])]),
        ("one/a.py", [("OneTag", ["one/a.py"])]),
        ("two", [("RootTag", ["two/b.py"])]),
        ("two/pyproject.toml", [("RootTag", ["two/b.py"])]),
        (
            "pyproject.toml",
            [("RootTag", ["app.py", "two/b.py"]), ("OneTag", ["one/a.py", "one/in/c.py"])],
        ),
    ],
    ids=str,
)
def test_each_file_has_its_nearest_configuration(
    named: str, governed: list[tuple[str, list[str]]], tmp_path: Path
) -> None:
    root = plant(
        tmp_path,
        {
            ".git/": "",
            "pyproject.toml": f'{TABLE}tag = "RootTag"\n',
            "app.py": "",
            "one/pyproject.toml": f'{TABLE}tag = "OneTag"\n',
            "one/a.py": "",
            "one/in/c.py": "",
            "two/pyproject.toml": "[project]\nname = 'two'\n",
            "two/b.py": "",
        },
    )

    found = discover([root / named])

    assert [
        (workspace.config.tag, [path for path in workspace.files if workspace.is_reported(path)])
        for workspace in found
    ] == governed
    assert {len(workspace.files) for workspace in found} == {4}


def test_a_broken_configuration_matters_only_where_it_governs(tmp_path: Path) -> None:
    root = plant(
        tmp_path,
        {
            "pyproject.toml": "",
            "app.py": "",
            "template/pyproject.toml": "name = {{ name }}",
        },
    )
    assert len(discover([root])) == 1

    plant(root, {"broken/pyproject.toml": "tool.replaytag = {{ name }}"})
    assert len(discover([root / "app.py"])) == 1
    with pytest.raises(ConfigError, match=r"broken/pyproject\.toml: is not valid TOML"):
        discover([root])
