"""The two versions of the SDK that forms are run on, and running projects on one of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.sdk.form import Serve

LAST_OF_1 = "1.45.1"
_REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Job:
    """A project in a directory of its own, and how it is served."""

    root: Path
    serve: Serve

    @property
    def record(self) -> dict[str, Any]:
        return {
            "root": str(self.root),
            "kind": self.serve.kind,
            "app": self.serve.app,
            "requires": self.serve.requires,
        }


def last_of_1(folder: Path) -> Path:
    """A directory that holds the last SDK of version 1, made in ``folder`` if it is not there."""
    site = folder / f"sentry-sdk-{LAST_OF_1}"
    if not site.is_dir():
        making = folder / f"making-{os.getpid()}"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        # What it needs, the newest one needs as well.
        wanted = ["--no-deps", "--target", str(making), f"sentry-sdk=={LAST_OF_1}"]
        subprocess.run([*pip, *wanted], check=True)
        try:
            making.rename(site)
        except OSError:
            assert site.is_dir()  # another process was faster
    return site


def run(jobs: Iterable[Job], site: Path | None = None) -> list[Mapping[str, Any]]:
    """What each project's events carried, on the SDK that is installed or the one in ``site``."""
    paths = [str(path) for path in (site, _REPOSITORY) if path is not None]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.sdk.drive"],
        input=json.dumps([job.record for job in jobs]),
        cwd=_REPOSITORY,
        env={
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": os.pathsep.join(paths),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    results: list[Mapping[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return results
