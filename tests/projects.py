"""The projects of ``testdata/``, and copies of them as a user would have them on disk."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

TESTDATA = Path(__file__).resolve().parent.parent / "testdata"

_EXPECTATION = re.compile(r"[ \t]*#[ \t]*(?:expect|handler):.*$", re.MULTILINE)


@dataclass(frozen=True)
class Project:
    """One directory ``testdata/<framework>/<name>``."""

    root: Path

    def __str__(self) -> str:
        return f"{self.root.parent.name}-{self.root.name}"

    @property
    def before(self) -> Path:
        """The project as it is found, with expectations in comments."""
        return self.root / "before"

    @property
    def after(self) -> Path:
        """The files that a fix changes or creates; absent where a fix changes nothing."""
        return self.root / "after"

    @property
    def is_fixable(self) -> bool:
        """Whether a fix changes anything."""
        return self.after.is_dir()


def all_projects() -> list[Project]:
    """Every project, in a stable order."""
    return [Project(before.parent) for before in sorted(TESTDATA.glob("*/*/before"))]


def without_expectations(source: str) -> str:
    """``source`` without ``# expect:`` and ``# handler:`` comments and the blanks before them."""
    return _EXPECTATION.sub("", source)


def copy_unfixed(project: Project, destination: Path) -> Path:
    """Copy the project's ``before`` to ``destination``, without expectations, and return that."""
    shutil.copytree(
        project.before,
        destination,
        ignore=shutil.ignore_patterns("__pycache__"),
        dirs_exist_ok=True,
    )
    for path in destination.rglob("*.py"):
        with path.open(encoding="utf-8", newline="") as file:
            source = file.read()
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(without_expectations(source))
    return destination


def copy_fixed(project: Project, destination: Path) -> Path:
    """Copy the project to ``destination``, let replaytag fix it there, and return that."""
    from replaytag.linter.session import Session
    from replaytag.workspace import discover

    copy_unfixed(project, destination)
    Session(discover([destination]), fixing=True).write()
    return destination
