"""The files in which a project declares what it needs."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_NAMES = frozenset({"pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "Pipfile.lock"})
_REQUIREMENTS = re.compile(r".*(requirements|constraints).*\.(txt|in)\Z|.+\.lock\Z", re.IGNORECASE)


def is_manifest(path: str) -> bool:
    """Whether a file of this name declares or locks dependencies."""
    if path.endswith(".py"):
        return path.rpartition("/")[2] in _NAMES
    name = path.rpartition("/")[2]
    return name in _NAMES or is_requirements(path) or bool(_REQUIREMENTS.match(name))


def is_requirements(path: str) -> bool:
    """Whether ``path`` is for pip: ``requirements-dev.txt``, ``requirements/base.in``."""
    file = PurePosixPath(path)
    if file.suffix not in (".txt", ".in"):
        return False
    return "requirements" in file.name.casefold() or file.parent.name.casefold() in (
        "requirements",
        "requires",
        "reqs",
    )
