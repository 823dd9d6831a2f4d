"""The hooks, run by the real pre-commit in a sample repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.app import TAGGED, UNTAGGED
from tests.trees import git, plant, repository

REPOSITORY = Path(__file__).resolve().parent.parent
SHIPPED = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "src")

VIEWS = """\
from flask import Blueprint

shop = Blueprint("shop", __name__)


@shop.get("/shop")
def shop_index():
    return "tea"
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which pre-commit keeps what it installs to itself."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    home = tmp_path_factory.mktemp("pre-commit")
    return {**kept, "PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never"}


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with what a release of this project has."""
    root = tmp_path_factory.mktemp("replaytag")
    for name in SHIPPED:
        source = REPOSITORY / name
        if source.is_dir():
            ignore = shutil.ignore_patterns("__pycache__", ".*_cache")
            shutil.copytree(source, root / name, ignore=ignore)
        else:
            shutil.copy(source, root / name)
    return repository(root, {})


SPELT = """\
import sentry_sdk


def link(token):
    sentry_sdk.set_tag("openReplaySessionToken", token)
"""
MISSPELT = SPELT.replace("openReplay", "openreplay")


def test_the_hooks(hooks: Path, environment: dict[str, str], tmp_path: Path) -> None:
    shop = repository(
        tmp_path / "shop",
        {
            "app.py": f"from views import shop\n{UNTAGGED}app.register_blueprint(shop)\n",
            "views.py": VIEWS,
            "names.py": MISSPELT,
            "notes.txt": "",
            ".pre-commit-config.yaml": f"""
repos:
  - repo: {hooks}
    rev: {git(hooks, "rev-parse", "HEAD").strip()}
    hooks:
      - id: replaytag
        args: [--output-format, concise]
      - id: replaytag-fix
""",
        },
    )

    def run(hook: str, *arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", hook, *arguments],
            cwd=shop,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    # Everything is reported, once.
    code, output = run("replaytag", "--all-files")
    assert code == 1, output
    assert re.findall(r"^(\S+?):\d+:\d+: (RT\d+)", output, re.MULTILINE) == [
        ("app.py", "RT301"),
        ("names.py", "RT101"),
    ]

    # Of a commit that touches one file, what is wrong in it: judged in its context.
    assert run("replaytag", "--files", "views.py")[0] == 0
    code, output = run("replaytag", "--files", "names.py")
    assert (code, "RT101" in output, "RT301" in output) == (1, True, False)
    assert "Skipped" in run("replaytag", "--files", "notes.txt")[1]

    # Fixing changes files, which fails the commit, once.
    code, output = run("replaytag-fix", "--all-files")
    assert code == 1, output
    assert "files were modified by this hook" in output
    assert (shop / "names.py").read_text() == SPELT
    assert (shop / "app.py").read_text() == (
        f"from views import shop\n{TAGGED}app.register_blueprint(shop)\n"
    )
    assert run("replaytag-fix", "--all-files")[0] == 0
    assert run("replaytag", "--all-files")[0] == 0

    # An app that only a test builds is nobody's, even if the test is what is committed.
    plant(shop, {"tests/app.py": UNTAGGED})
    git(shop, "add", "tests")
    assert run("replaytag")[0] == 0
