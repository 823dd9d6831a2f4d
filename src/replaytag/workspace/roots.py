"""Where a project starts."""

from __future__ import annotations

from pathlib import Path

_REPOSITORY = ".git"
_MARKERS = ("pyproject.toml", "setup.py", "setup.cfg", "manage.py")


def find_root(path: Path) -> Path:
    """The directory of the project that ``path`` (absolute) belongs to.

    The root of its git repository; without one the nearest directory, upwards, that has a
    project's files; without any ``path`` itself, or the directory of the file that it is.
    """
    start = path if path.is_dir() else path.parent
    upwards = (start, *start.parents)
    for directory in upwards:
        # A file in a linked working tree or a submodule, a directory elsewhere.
        if (directory / _REPOSITORY).exists():
            return directory
    for directory in upwards:
        if any((directory / marker).is_file() for marker in _MARKERS):
            return directory
    return start
