"""Frameworks that other packages add: the example in ``testdata`` is installed and used."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.projects import TESTDATA

EXAMPLE = TESTDATA / "plugin"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory in which the example is installed."""
    directory = tmp_path_factory.mktemp("site")
    source = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("source") / "plugin")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--target", str(directory), str(source)], check=True)
    return directory


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return shutil.copytree(EXAMPLE / "shop", tmp_path / "shop")


def run(root: Path, site: Path, *arguments: str) -> tuple[str, str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "replaytag", *arguments],
        cwd=root,
        env={"PYTHONPATH": os.pathsep.join(map(str, (site, *_SOURCES))), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout, done.stderr, done.returncode


_SOURCES = [Path(__file__).resolve().parent.parent / "src"]


def test_its_apps_are_found_and_mended(shop: Path, site: Path) -> None:
    out, _, code = run(shop, site, "check", "--output-format", "concise")
    assert out.startswith("app.py:6:11: RT301 [*] `service` uses Sentry")
    assert code == 1

    assert run(shop, site, "check", "--fix")[2] == 0

    assert "@service.first\ndef tag_openreplay_session(request):" in (shop / "app.py").read_text()
    out, _, _ = run(shop, site, "handlers")
    assert out.splitlines()[-1] == "1 handler: 1 covered, 0 uncovered, 0 unknown."


def test_a_result_without_it_is_not_one_with_it(
    shop: Path, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    nothing = tmp_path_factory.mktemp("nothing")

    codes = [run(shop, path, "check")[2] for path in (nothing, site, nothing)]

    assert codes == [0, 1, 0]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("FRAMEWORK = 1\n", "`replaytag_acme:FRAMEWORK` is not a replaytag Framework"),
        ("import nowhere\n", "ModuleNotFoundError: No module named 'nowhere'"),
        (
            "from replaytag.frameworks.flask import FRAMEWORK\n",
            "there is a framework called `flask` already",
        ),
    ],
)
def test_a_broken_one_is_named(
    source: str, message: str, shop: Path, site: Path, tmp_path: Path
) -> None:
    broken = shutil.copytree(site, tmp_path / "site")
    (broken / "replaytag_acme" / "__init__.py").write_text(source)

    out, error, code = run(shop, broken, "check")

    owner = "replaytag-acme, which adds the framework `acme` to replaytag"
    assert (out, error, code) == ("", f"replaytag: error: {owner}: {message}\n", 2)
