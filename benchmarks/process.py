"""Runs a command in a process of its own and tells what it cost."""

from __future__ import annotations

import functools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.paths import HOME

_LAUNCH = Path(__file__).with_name("launch.py")
_TIMEOUT = 1800.0
_KIB = 1024
_POLL = 0.01


class CommandError(Exception):
    """A measured command did not do its work."""


@dataclass(frozen=True)
class Sample:
    """The cost of one run: seconds, and bytes.

    ``cpu`` is that of the process and all its children; ``memory`` is the peak of the largest of
    them, ``tree_memory`` that of all at once, where it was watched.
    """

    wall: float
    cpu: float
    memory: int
    tree_memory: int | None
    code: int
    stdout: str
    stderr: str


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path,
    accept: Sequence[int] = (0,),
    environment: Mapping[str, str] | None = None,
    watch: bool = False,
) -> Sample:
    """Runs ``command`` without a network.

    With ``watch``, the memory of all its processes is added up while it runs, which costs time.

    Raises ``CommandError`` if it ends with an exit code that is not accepted, or takes too long.
    """
    with tempfile.TemporaryDirectory() as directory:
        report, stdout, stderr = (Path(directory, name) for name in ("report", "stdout", "stderr"))
        launch: list[str | Path] = [sys.executable, "-I", "-S", _LAUNCH, report, stdout, stderr]
        process = subprocess.Popen(
            [*offline(), *launch, *command],
            cwd=cwd,
            env=_environment() | dict(environment or {}),
            start_new_session=True,
        )
        try:
            peak = _watch(process) if watch else None
            process.wait(_TIMEOUT)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if isinstance(error, subprocess.TimeoutExpired):
                raise CommandError(f"{command[0]} took over {_TIMEOUT} s") from None
            raise
        output, messages = (
            path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
            for path in (stdout, stderr)
        )
        if process.returncode != 0:
            raise CommandError(f"{command[0]} could not be started")
        code, wall, cpu, memory = report.read_text(encoding="ascii").split()
        if int(code) not in accept:
            line = " ".join(map(str, command))
            raise CommandError(f"exit code {code} in {cwd}: {line[:400]}\n{messages[-2000:]}")
    largest = int(memory) * _KIB
    tree = None if peak is None else max(peak, largest)
    return Sample(float(wall), float(cpu), largest, tree, int(code), output, messages)


@functools.cache
def offline() -> tuple[str, ...]:
    """What to put before a command to keep it from all networks; nothing where it cannot be done.

    There, ``run`` only names a proxy that does not answer.
    """
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    prefix = (unshare, "--map-root-user", "--net")
    works = subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
    return prefix if works else ()


def _environment() -> dict[str, str]:
    """Nothing of the user's settings, and nothing that needs a network."""
    HOME.mkdir(parents=True, exist_ok=True)
    nowhere = "http://127.0.0.1:9"
    return {
        "HOME": str(HOME),
        "HTTPS_PROXY": nowhere,
        "HTTP_PROXY": nowhere,
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
        "PATH": os.environ.get("PATH", os.defpath),
        "SEMGREP_ENABLE_VERSION_CHECK": "0",
        "SEMGREP_SEND_METRICS": "off",
    }


def _watch(process: subprocess.Popen[bytes]) -> int | None:
    """The most memory that ``process`` and all that it started have had at once.

    Memory that several share counts once. ``None`` where the system does not tell.
    """
    peak: int | None = None
    limit = time.monotonic() + _TIMEOUT
    while process.poll() is None and time.monotonic() < limit:
        sizes = [_proportional(pid) for pid in _session(process.pid) if pid != process.pid]
        if known := [size for size in sizes if size is not None]:
            peak = max(peak or 0, sum(known))
        time.sleep(_POLL)
    return peak


def _session(leader: int) -> list[int]:
    pids = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            stat = (entry / "stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            continue
        if int(stat.rpartition(")")[2].split()[3]) == leader:
            pids.append(int(entry.name))
    return pids


def _proportional(pid: int) -> int | None:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return None
    for line in text.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * _KIB
    return None
