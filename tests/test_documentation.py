"""What the documentation shows of the program is what the program prints and has."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from replaytag import __version__
from replaytag.config import load
from replaytag.rules.base import SECTIONS
from replaytag.rules.registry import load_rules

REPOSITORY = Path(__file__).resolve().parent.parent
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
PAGES = [
    REPOSITORY / "README.md",
    REPOSITORY / "CONTRIBUTING.md",
    REPOSITORY / "CHANGELOG.md",
    *sorted((REPOSITORY / "docs").glob("*.md")),
]


def test_generated_documentation_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/generate.py", "--check"],
        cwd=REPOSITORY,
        env={"PYTHONPATH": "src", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_every_rule_has_a_section_and_a_row() -> None:
    page = (REPOSITORY / "docs" / "rules.md").read_text(encoding="utf-8")
    for rule in load_rules():
        assert f"\n## {rule.name} ({rule.code})\n" in page
        assert f"| [{rule.code}](docs/rules.md#{rule.code.lower()}-{rule.name}) |" in README
    assert page.count("\n### Fix safety\n") == len(load_rules())
    assert [heading for heading in SECTIONS if f"\n### {heading}\n" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [
        target for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text) if "://" not in target
    ]

    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_configurations_of_the_readme_are_valid(tmp_path: Path) -> None:
    tables = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)

    for block in tables:
        (tmp_path / "pyproject.toml").write_text(block)
        assert load(tmp_path / "pyproject.toml") is not None
    assert len(tables) >= 2


def test_versions_agree() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## ([0-9.]+)", changelog, re.MULTILINE)

    assert newest is not None
    assert newest[1] == __version__
    assert f"rev: v{__version__}\n" in README


def test_what_needs_python_says_the_same_version() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))

    assert project["project"]["requires-python"] == ">=3.11"
    assert project["tool"]["ruff"]["target-version"] == "py311"
    assert "Python 3.11 or newer" in README
