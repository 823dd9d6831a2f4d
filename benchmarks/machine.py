"""What the numbers depend on: the machine, the versions."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

from benchmarks import environments, process
from benchmarks.paths import CACHE, REPOSITORY
from benchmarks.tools import Programs


def facts(programs: Programs) -> dict[str, str]:
    """Names of facts, and the facts."""
    load = os.getloadavg()[0]
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()} ({platform.machine()})",
        "load before the run": f"{load:.1f}",
        "network": "none (a namespace of its own)" if process.offline() else "a dead proxy",
        "Python": platform.python_version(),
        "replaytag": _replaytag(programs),
        **environments.versions(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "unknown"


def _replaytag(programs: Programs) -> str:
    version = _output([str(programs.replaytag), "--version"]).removeprefix("replaytag ")
    if not programs.replaytag.is_relative_to(CACHE):
        return f"{version} (not this checkout's)"
    commit = _output(["git", "-C", str(REPOSITORY), "rev-parse", "--short=12", "HEAD"])
    changed = _output(["git", "-C", str(REPOSITORY), "status", "--porcelain", "src"])
    return f"{version} ({commit or 'no commit'}{', changed' if changed else ''})"


def _output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()
