"""Runs the driver in an interpreter of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.runtime.judge import Report

NEEDED = ("sentry_sdk", "werkzeug", "uvicorn", "websockets")
"""Modules without which nothing can be driven."""

_REPOSITORY = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "HOME", "SYSTEMROOT", "TMPDIR")


class DriverError(RuntimeError):
    """The project could not be served; the text is what the driver wrote to stderr."""


def drive(code: Path, project: Path) -> Report:
    """Serve ``code`` by the ``runtime.toml`` in ``project``, without this process's environment.

    Raises ``DriverError`` when that fails, and what ``subprocess.run`` raises after two minutes.
    """
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "tests.runtime.drive", str(code), str(project)],
        cwd=_REPOSITORY,
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise DriverError(done.stderr)
    report: Report = json.loads(done.stdout.splitlines()[-1])
    return report
