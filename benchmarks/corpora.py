"""The corpora: source distributions, unpacked. Nothing of them is run, nor built."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import environments
from benchmarks.paths import BENCHMARKS, CORPORA

_FILE = BENCHMARKS / "corpora.toml"


class CorpusError(Exception):
    """A corpus cannot be had."""


@dataclass(frozen=True)
class Corpus:
    """One source distribution, as ``corpora.toml`` describes it."""

    name: str
    requirement: str
    sha256: str
    about: str
    matters: str
    small: bool = False
    fixable: bool = False
    changed: tuple[str, ...] = ()

    @property
    def root(self) -> Path:
        """Where it lies once it was fetched."""
        return CORPORA / self.name


@dataclass(frozen=True)
class Choice:
    """The corpora of one run, and what the scenarios that need one certain tree work on."""

    name: str
    corpora: dict[str, Corpus]
    subtree: tuple[Corpus, str]
    warm: tuple[Corpus, ...]
    memory: tuple[Corpus, ...]
    growth: Corpus


def choose(name: str) -> Choice:
    """The corpora of ``--corpora NAME``: ``small`` or ``all``."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    corpora = {
        key: Corpus(key, **value | {"changed": tuple(value.get("changed", ()))})
        for key, value in data["corpora"].items()
        if name == "all" or value.get("small")
    }
    trees = data["trees"][name]
    whole, _, part = trees["subtree"].partition(":")
    return Choice(
        name,
        corpora,
        subtree=(corpora[whole], part),
        warm=tuple(corpora[key] for key in trees["warm"]),
        memory=tuple(corpora[key] for key in trees["memory"]),
        growth=corpora[trees["growth"]],
    )


def fetch(corpus: Corpus, peers: Path) -> None:
    """Downloads and unpacks ``corpus`` unless that was done, as a git repository of its own.

    Raises ``CorpusError`` if what the package index has is not what was pinned.
    """
    marker = CORPORA / f"{corpus.name}.sha256"
    if marker.is_file() and marker.read_text(encoding="ascii") == corpus.sha256:
        return
    print(f"fetching {corpus.requirement}", file=sys.stderr, flush=True)
    CORPORA.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(corpus.root, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=CORPORA) as directory:
        archive = _download(corpus, peers, Path(directory, "archive"))
        unpacked = Path(directory, "unpacked")
        with tarfile.open(archive) as tar:
            tar.extractall(unpacked, members=_members(tar), filter="data")
        (top,) = unpacked.iterdir()
        make_repository(top)
        top.rename(corpus.root)
    marker.write_text(corpus.sha256, encoding="ascii")


def make_repository(root: Path) -> None:
    """Puts all files under ``root`` into a git repository, and lets every tool see all of them."""
    (root / ".semgrepignore").write_text("", encoding="ascii")
    git = ["git", "-c", "core.autocrlf=false", "-c", "core.safecrlf=false"]
    subprocess.run([*git, "init", "--quiet"], cwd=root, check=True)
    subprocess.run([*git, "add", "--all", "--force"], cwd=root, check=True)


def _download(corpus: Corpus, peers: Path, directory: Path) -> Path:
    command: list[str | Path] = [peers / "unearth", "--no-binary", "--download", directory]
    if url := environments.index_url():
        command += ["--index-url", url]
    done = subprocess.run(
        [*command, corpus.requirement], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise CorpusError(f"{corpus.requirement} could not be downloaded: {done.stderr.strip()}")
    archive = Path(json.loads(done.stdout)["local_path"])
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != corpus.sha256:
        raise CorpusError(f"{archive.name} has the SHA-256 {digest}, not {corpus.sha256}")
    return archive


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """All files but those that tell tools what to leave out."""
    for member in tar:
        if member.isfile() and Path(member.name).name not in (".gitignore", ".semgrepignore"):
            yield member
