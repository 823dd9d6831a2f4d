"""How the work grows with the size of a tree."""

from __future__ import annotations

import json
from collections.abc import Sequence

from benchmarks import trees
from benchmarks.corpora import Corpus
from benchmarks.measure import measure
from benchmarks.process import CommandError
from benchmarks.results import Check, Outcome, Row, find
from benchmarks.synthetic import DEEP, DEPTH, HANDLERS, ROUTERS, synthetic
from benchmarks.tools import REPLAYTAG, Programs, handlers, replaytag
from benchmarks.trees import Subject

SIZES = (1, 2, 4, 8)
_LINEAR = 1.2
_FLAT = 1.25


def copied(programs: Programs, corpus: Corpus, rounds: int) -> Outcome:
    """One to eight copies of a corpus under one root."""
    subjects = [trees.copies(corpus, size) for size in SIZES]
    outcome = _measured(
        Outcome(
            "growth",
            "Growth with the number of files",
            f"Copies of {corpus.name} under one root, no cache. What a tree costs beyond the start "
            "of the program, which is measured on three tiny apps, is divided by its size and "
            "compared with that of the smallest tree.",
        ),
        programs,
        subjects,
        rounds,
    )
    first, last = (
        find(outcome.rows, subject.name, REPLAYTAG).memory.median
        for subject in (subjects[0], subjects[-1])
    )
    name = subjects[-1].name
    outcome.checks.append(Check(name, "peak memory to that of x1", last / first, _FLAT, "x"))
    return outcome


def generated(programs: Programs, rounds: int) -> Outcome:
    """One to eight eighths of the synthetic tree, and the whole of it with deeper chains.

    Raises ``CommandError`` if not all of its handlers are found: then there was less work to do.
    """
    subjects = [synthetic(size) for size in SIZES]
    deep = synthetic(SIZES[-1], DEEP)
    for whole in (subjects[-1], deep):
        _find_all(programs, whole)
    outcome = _measured(
        Outcome(
            "synthetic",
            "Growth with the number of routers",
            f"A generated tree, no cache: up to {HANDLERS:,} handlers on {ROUTERS} routers that "
            f"include each other in chains of {DEPTH}, then of {DEEP}. Compared as above.",
        ),
        programs,
        subjects,
        rounds,
        deep,
    )
    cost = _cpu(outcome.rows, deep) / _cpu(outcome.rows, subjects[-1])
    outcome.checks.append(Check(deep.name, f"CPU to that of chains of {DEPTH}", cost, _LINEAR, "x"))
    return outcome


def _find_all(programs: Programs, subject: Subject) -> None:
    found = json.loads(handlers(programs, subject).run().stdout)
    covered = sum(handler["coverage"] == "covered" for handler in found)
    if covered != HANDLERS:
        raise CommandError(f"{subject.name}: {covered} of {HANDLERS} handlers are known as covered")


def _measured(
    outcome: Outcome,
    programs: Programs,
    subjects: Sequence[Subject],
    rounds: int,
    *others: Subject,
) -> Outcome:
    """Adds rows and targets to ``outcome``; each of ``subjects`` is twice the one before it."""
    nothing = synthetic(0)
    measured = (nothing, *subjects, *others)
    rows = measure([replaytag(programs, one) for one in measured], rounds)
    outcome.rows.extend(rows)
    outcome.subjects.update({one.name: f"{one.files:,} files" for one in measured})
    start = _cpu(rows, nothing)
    smallest = max(_cpu(rows, subjects[0]) - start, 0.001) / SIZES[0]
    for size, subject in zip(SIZES[1:], subjects[1:], strict=True):
        share = (_cpu(rows, subject) - start) / size
        target = f"CPU per size to that of {subjects[0].name}"
        outcome.checks.append(Check(subject.name, target, share / smallest, _LINEAR, "x"))
    return outcome


def _cpu(rows: Sequence[Row], subject: Subject) -> float:
    return find(rows, subject.name, REPLAYTAG).cpu.median
