"""Which frameworks' tables of routes can be asked: the other modules of this package."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from tests.runtime.spec import load


def has_table(framework: str, project: Path) -> bool:
    """Whether the routes of the project can be compared: it can be loaded, and its table asked."""
    if importlib.util.find_spec(f"tests.routes.{framework}") is None:
        return False
    if not (project / "runtime.toml").is_file():
        return False
    needed = load(project).serve.requires
    return all(importlib.util.find_spec(name) is not None for name in ("sentry_sdk", *needed))
