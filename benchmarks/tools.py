"""The commands that are measured. Each tool looks for one thing; none uses a cache of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Job
from benchmarks.paths import RULES, SCRATCH
from benchmarks.trees import Subject

REPLAYTAG = "replaytag"
WARM = "replaytag, warm"
RUFF = "ruff"
AST_GREP = "ast-grep"
SEMGREP = "semgrep"
FLAKE8 = "flake8"
FIXIT = "fixit"
LIBCST = "libcst.tool"

DESCRIPTIONS = {
    RUFF: "`ruff check --isolated --no-cache --select=F401`",
    AST_GREP: "`ast-grep run --lang python --pattern 'sentry_sdk.set_tag($$$A)'`",
    SEMGREP: "`semgrep scan` with one local rule, `sentry_sdk.set_tag(...)`",
    FLAKE8: "`flake8 --isolated --select=B`, with flake8-bugbear",
    FIXIT: "`fixit lint` with one of its rules, `no_redundant_fstring`",
    LIBCST: "`libcst.tool codemod` that visits each name, on all cores as it does by default",
}


@dataclass(frozen=True)
class Programs:
    """Where the programs lie."""

    replaytag: Path
    peers: Path


def replaytag(
    programs: Programs,
    subject: Subject,
    paths: Sequence[str] = (".",),
    *,
    cache: Path | None = None,
    prepare: Callable[[], None] | None = None,
) -> Job:
    """``replaytag check``, with the cache in ``cache`` or without any."""
    how = ["--no-cache"] if cache is None else ["--cache-dir", str(cache)]
    return Job(
        subject.name,
        REPLAYTAG if cache is None else WARM,
        [programs.replaytag, "check", *how, *paths],
        subject.root,
        accept=(0, 1),
        prepare=prepare,
        answers=True,
    )


def fix(programs: Programs, subject: Subject) -> Job:
    """``replaytag check --fix``, which exits with 0 where it has mended all that it reports."""
    command: list[str | Path] = [programs.replaytag, "check", "--fix", "--no-cache", "."]
    return Job(subject.name, REPLAYTAG, command, subject.root, answers=True)


def handlers(programs: Programs, subject: Subject) -> Job:
    """``replaytag handlers``, whose output tells whether all of them were found."""
    command: list[str | Path] = [programs.replaytag, "handlers", "--output-format", "json", "."]
    return Job(subject.name, REPLAYTAG, command, subject.root, answers=True)


def fresh_cache(name: str) -> Path:
    """An empty directory for a cache."""
    directory = SCRATCH / f"cache-{name}"
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    return directory


def peer(tool: str, programs: Programs, subject: Subject, paths: Sequence[str] = (".",)) -> Job:
    """Another tool, on the same files."""
    bin_ = programs.peers
    environment: dict[str, str] = {}
    command: list[str | Path]
    match tool:
        case "ruff":
            options = ["--isolated", "--no-cache", "--select=F401", "--exclude=.git"]
            command = [bin_ / "ruff", "check", *options]
        case "ast-grep":
            pattern = "sentry_sdk.set_tag($$$A)"
            command = [bin_ / "ast-grep", "run", "--lang", "python", "--pattern", pattern]
        case "semgrep":
            options = ["--metrics", "off", "--disable-version-check", "--quiet"]
            command = [bin_ / "semgrep", "scan", "--config", RULES / "semgrep.yml", *options]
        case "flake8":
            command = [bin_ / "flake8", "--isolated", "--select=B"]
        case "fixit":
            rule = "fixit.rules.no_redundant_fstring"
            command = [bin_ / "fixit", "--quiet", "--rules", rule, "lint"]
        case "libcst.tool":
            environment = {"PYTHONPATH": str(RULES)}
            options = ["-x", "--no-format", "--hide-progress", "benchmark_codemod.Rename"]
            command = [bin_ / "python", "-P", "-m", "libcst.tool", "codemod", *options]
        case _:
            raise ValueError(tool)
    return Job(
        subject.name, tool, [*command, *paths], subject.root, accept=(0, 1), environment=environment
    )
