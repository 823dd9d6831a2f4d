"""Runs the driver in interpreters of its own."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.runtime.spec import load

if TYPE_CHECKING:
    from tests.runtime.judge import Report

NEEDED = ("sentry_sdk", "werkzeug", "uvicorn", "websockets")
"""Modules without which nothing can be driven."""

_REPOSITORY = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "HOME", "SYSTEMROOT", "TMPDIR")
_TIMEOUT = 120.0
"""Seconds for one project."""

_AT_ONCE = 2
"""Nurseries that are kept: tests come by framework, and each nursery holds one in memory."""

_nurseries: dict[tuple[str, ...], subprocess.Popen[str]] = {}


class DriverError(RuntimeError):
    """The project could not be served; the text is why."""


def drive(code: Path, project: Path) -> Report:
    """Serve ``code`` by the ``runtime.toml`` in ``project``, without this process's environment.

    Raises ``DriverError`` when that fails, or takes longer than two minutes.
    """
    serve = load(project).serve
    nursery = _nursery((serve.kind, *serve.requires))
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(json.dumps([str(code), str(project)]) + "\n")
    nursery.stdin.flush()
    ready, _, _ = select.select([nursery.stdout], [], [], _TIMEOUT)
    line = nursery.stdout.readline() if ready else ""
    if not line:
        _end(_nurseries.popitem()[1])
        raise DriverError(f"{project} gave no answer in {_TIMEOUT:.0f} seconds")
    answer = json.loads(line)
    if "error" in answer:
        raise DriverError(answer["error"])
    report: Report = answer["report"]
    return report


def _nursery(surroundings: tuple[str, ...]) -> subprocess.Popen[str]:
    """The running one in which what projects with these surroundings import is imported."""
    found = _nurseries.pop(surroundings, None)
    if found is None or found.poll() is not None:
        found = _start()
    _nurseries[surroundings] = found
    while len(_nurseries) > _AT_ONCE:
        _end(_nurseries.pop(next(iter(_nurseries))))
    return found


def _start() -> subprocess.Popen[str]:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.runtime.nursery"],
        cwd=_REPOSITORY,
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def _end(nursery: subprocess.Popen[str]) -> None:
    """Ends a nursery and what it serves."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(nursery.pid, 9)
    with nursery:  # closes its pipes, and waits for it
        pass


@atexit.register
def _end_all() -> None:
    for nursery in _nurseries.values():
        _end(nursery)
