"""Trees that are made from corpora: parts of one, several side by side, copies of one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpora import Choice, Corpus, make_repository
from benchmarks.paths import TREES

_METADATA = {"Pipfile", "pyproject.toml", "setup.cfg"}


@dataclass(frozen=True)
class Subject:
    """A tree that tools are measured on: its files count only if they are Python."""

    name: str
    root: Path
    files: int
    megabytes: float


def subject(name: str, root: Path) -> Subject:
    """Counts the tree at ``root``."""
    sizes = [path.stat().st_size for path in root.rglob("*.py") if path.is_file()]
    return Subject(name, root, len(sizes), sum(sizes) / 1e6)


def corpus(one: Corpus) -> Subject:
    """A corpus as it is."""
    return subject(one.name, one.root)


def subtree(choice: Choice) -> Subject:
    """A part that the slow peers can finish."""
    one, part = choice.subtree
    return _built(f"{one.name}:{part}", [(part, one, part)])


def side_by_side(name: str, corpora: Sequence[Corpus]) -> Subject:
    """Several corpora under one root."""
    return _built(name, [(one.name, one, "") for one in corpora])


def copies(one: Corpus, number: int) -> Subject:
    """``number`` copies of a corpus under one root."""
    return _built(f"{one.name} x{number}", [(f"copy{n}", one, "") for n in range(number)])


def whole_copy(one: Corpus) -> Subject:
    """A fresh copy of a corpus with all its files, to be changed."""
    root = TREES / f"changed {one.name}"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(one.root, root)
    return subject(one.name, root)


def _built(name: str, parts: Sequence[tuple[str, Corpus, str]]) -> Subject:
    """The tree of ``parts``: a directory to make, the corpus that fills it, and what part of it.

    Only Python files and the metadata of projects are taken.
    """
    root = TREES / name.replace("/", "-").replace(":", "-")
    marker = root.with_name(f"{root.name}.json")
    made_of = json.dumps([(target, one.sha256, part) for target, one, part in parts])
    if not marker.is_file() or marker.read_text(encoding="utf-8") != made_of:
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        for target, one, part in parts:
            _copy(one.root / part, root / target)
        make_repository(root)
        marker.write_text(made_of, encoding="utf-8")
    return subject(name, root)


def _copy(source: Path, target: Path) -> None:
    for path in _taken(source):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


def _taken(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        requirements = path.name.startswith("requirements") and path.suffix == ".txt"
        if (path.suffix == ".py" or path.name in _METADATA or requirements) and path.is_file():
            yield path
