"""Sentences and numbers that several scenarios need."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from benchmarks.measure import Job
from benchmarks.process import CommandError
from benchmarks.results import Check, Row, find
from benchmarks.tools import WARM
from benchmarks.trees import Subject

_LIBCST_IMPORT = re.compile(r"^import time:.*\|\s+libcst(\.|$)", re.MULTILINE)


def ratio(
    rows: Sequence[Row],
    subject: str,
    mine: str,
    theirs: str,
    limit: float,
    *,
    figure: str = "wall",
    strict: bool = False,
) -> Check:
    """A target for the ratio of two medians."""
    cost, other = find(rows, subject, mine), find(rows, subject, theirs)
    cpu = figure == "cpu"
    value = cost.cpu.median / other.cpu.median if cpu else cost.wall.median / other.wall.median
    cached = ", warm cache" if mine == WARM else ""
    return Check(subject, f"{figure} to {theirs}'s{cached}", value, limit, "x", strict)


def libcst_imports(job: Job) -> int:
    """How many modules of libcst the job imports."""
    watched = dataclasses.replace(job, environment={"PYTHONPROFILEIMPORTTIME": "1"})
    messages = watched.run().stderr
    if "import time:" not in messages:
        raise CommandError("the interpreter did not tell what it imports")
    return len(_LIBCST_IMPORT.findall(messages))


def same_answer(one: Job, other: Job) -> None:
    """Runs two jobs, the first with its preparation, and compares what they print.

    Raises ``CommandError`` if they differ: how quick a wrong answer is does not matter.
    """
    first, second = one.run(), other.run()
    if (first.code, first.stdout) != (second.code, second.stdout):
        raise CommandError(f"{one.subject}: {one.tool} and {other.tool} print different things")


def described(subject: Subject, about: str = "") -> str:
    """What a tree is made of."""
    size = f"{subject.files:,} files, {subject.megabytes:.1f} MB"
    return f"{size}; {about}" if about else size
