"""The virtual environments: one for the other tools, one for replaytag."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.paths import BENCHMARKS, CACHE, REPOSITORY

_PINS = BENCHMARKS / "peers.txt"


def peers() -> Path:
    """The directory of the programs that ``peers.txt`` pins, which are installed if need be."""
    directory = CACHE / "peers"
    pins = _PINS.read_text(encoding="utf-8")
    installed = directory / "peers.txt"
    if not installed.is_file() or installed.read_text(encoding="utf-8") != pins:
        _say("installing the other tools")
        venv.create(directory, clear=True, with_pip=True)
        _pip(directory, "--requirement", _PINS)
        installed.write_text(pins, encoding="utf-8")
    return directory / "bin"


def replaytag() -> Path:
    """The ``replaytag`` of this checkout, in an environment of its own."""
    directory = CACHE / "replaytag"
    program = directory / "bin" / "replaytag"
    marker = directory / "pyproject.toml"
    project = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    if not marker.is_file() or marker.read_text(encoding="utf-8") != project:
        _say("installing replaytag")
        venv.create(directory, clear=True, with_pip=True)
        _pip(directory, "--editable", REPOSITORY)
        marker.write_text(project, encoding="utf-8")
    # An installed program is compiled; a checkout need not be, where nothing may write beside it.
    source = REPOSITORY / "src" / "replaytag"
    subprocess.run([program.with_name("python"), "-m", "compileall", "-q", source], check=True)
    return program


def versions() -> dict[str, str]:
    """The pinned versions of the other tools."""
    lines = _PINS.read_text(encoding="utf-8").splitlines()
    pins = (line.split("==") for line in lines if "==" in line)
    return {name: version for name, version in pins if name != "unearth"}


def index_url() -> str | None:
    """The package index that pip is configured with, if it is."""
    if url := os.environ.get("PIP_INDEX_URL"):
        return url
    for key in ("global.index-url", "download.index-url", "install.index-url"):
        done = subprocess.run(
            [CACHE / "peers" / "bin" / "python", "-m", "pip", "config", "get", key],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0 and done.stdout.strip():
            return done.stdout.strip()
    return None


def _pip(directory: Path, *arguments: str | Path) -> None:
    subprocess.run(
        [
            directory / "bin" / "python",
            *("-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *arguments,
        ],
        check=True,
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
