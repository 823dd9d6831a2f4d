"""The files in which a project declares what it needs."""

from __future__ import annotations

import re

_NAMES = frozenset({"pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "Pipfile.lock"})
_PIP = (".txt", ".in")
_LOCK = ".lock"
_DIRECTORIES = frozenset({"requirements", "requires", "reqs"})
_REQUIREMENTS = re.compile(r".*(requirements|constraints).*\.(txt|in)\Z|.+\.lock\Z", re.IGNORECASE)


def is_manifest(path: str) -> bool:
    """Whether a file of this name declares or locks dependencies."""
    name = path.rpartition("/")[2]
    if name in _NAMES:
        return True
    if not name.lower().endswith((*_PIP, _LOCK)):
        return False
    return is_requirements(path) or bool(_REQUIREMENTS.match(name))


def is_requirements(path: str) -> bool:
    """Whether ``path`` is for pip: ``requirements-dev.txt``, ``requirements/base.in``."""
    directory, _, name = path.rpartition("/")
    if not name.endswith(_PIP) or name in _PIP:
        return False
    return "requirements" in name.casefold() or (
        directory.rpartition("/")[2].casefold() in _DIRECTORIES
    )
