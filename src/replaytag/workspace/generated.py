"""Directories that hold nothing that the project's people wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

_NAMES = frozenset(
    {
        ".eggs",
        ".git",
        ".hg",
        ".mypy_cache",
        ".nox",
        ".pytest_cache",
        ".ruff_cache",
        ".svn",
        ".tox",
        "__pycache__",
        "__pypackages__",
        "bower_components",
        "node_modules",
        "site-packages",
    }
)
_ENVIRONMENT = "pyvenv.cfg"
_BELOW = f"/{_ENVIRONMENT}"
_BUILDS = frozenset({"build", "dist"})
_BUILD_FILES = frozenset({"pyproject.toml", "setup.py"})


def is_generated(directory: str, siblings: Collection[str]) -> bool:
    """Whether the directory at this path on the disk, which lies beside ``siblings``, is one."""
    path = Path(directory)
    return (
        _is_generated_name(path.name)
        or (path.name in _BUILDS and not _BUILD_FILES.isdisjoint(siblings))
        or (path / _ENVIRONMENT).is_file()
    )


def without_generated(paths: Iterable[str], listing: Iterable[str]) -> list[str]:
    """The ``paths``, of a ``listing``, that are not in caches, environments, installed packages."""
    environments = tuple(
        path.removesuffix(_ENVIRONMENT) for path in listing if path.endswith(_BELOW)
    )
    known: dict[str, bool] = {}
    remaining = []
    for path in paths:
        directory = path.rpartition("/")[0]
        if directory not in known:
            known[directory] = any(map(_is_generated_name, directory.split("/")))
        if not known[directory] and not (environments and path.startswith(environments)):
            remaining.append(path)
    return remaining


def _is_generated_name(name: str) -> bool:
    return name in _NAMES or name.endswith(".egg-info")
