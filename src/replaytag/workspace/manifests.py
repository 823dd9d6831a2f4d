"""The files in which a project declares what it needs."""

from __future__ import annotations

_NAMES = frozenset({"pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "Pipfile.lock"})
_PIP = (".txt", ".in")
_LOCK = ".lock"
_ENDINGS = tuple({*_PIP, _LOCK, *(name[-5:].lower() for name in _NAMES)})
_DIRECTORIES = frozenset({"requirements", "requires", "reqs"})


def is_manifest(path: str) -> bool:
    """Whether a file of this name declares or locks dependencies."""
    if not path[-5:].lower().endswith(_ENDINGS):
        return False
    name = path.rpartition("/")[2]
    if name in _NAMES:
        return True
    name = name.lower()
    if name.endswith(_PIP):
        return "requirements" in name or "constraints" in name or is_requirements(path)
    return name.endswith(_LOCK) and name != _LOCK


def is_requirements(path: str) -> bool:
    """Whether ``path`` is for pip: ``requirements-dev.txt``, ``requirements/base.in``."""
    directory, _, name = path.rpartition("/")
    if not name.endswith(_PIP) or name in _PIP:
        return False
    return "requirements" in name.casefold() or (
        directory.rpartition("/")[2].casefold() in _DIRECTORIES
    )
