"""Runs jobs in interleaved rounds, so that what the machine does beside them hits all alike."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.process import CommandError, Sample, run
from benchmarks.results import Row, Spread


@dataclass(frozen=True)
class Job:
    """A command to be measured, and what to do before each of its runs.

    One that ``answers`` prints something whatever it finds.
    """

    subject: str
    tool: str
    command: Sequence[str | Path]
    cwd: Path
    accept: Sequence[int] = (0,)
    environment: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], None] | None = None
    answers: bool = False

    def run(self, *, watch: bool = False) -> Sample:
        """Runs it once.

        Raises ``CommandError`` if it fails, or has nothing to say though it should.
        """
        if self.prepare is not None:
            self.prepare()
        sample = run(
            self.command,
            cwd=self.cwd,
            accept=self.accept,
            environment=self.environment,
            watch=watch,
        )
        if self.answers and not sample.stdout.strip():
            raise CommandError(f"{self.command[0]} printed nothing in {self.cwd}")
        return sample


def measure(jobs: Sequence[Job], rounds: int, *, warm_up: bool = True) -> list[Row]:
    """Each job once in each round, each round beginning with another job.

    With ``warm_up``, each job runs once before, unmeasured: afterwards its files are in memory.
    """
    samples: dict[int, list[Sample]] = {index: [] for index in range(len(jobs))}
    for number in range(-1 if warm_up else 0, rounds):
        for offset in range(len(jobs)):
            index = (max(number, 0) + offset) % len(jobs)
            sample = jobs[index].run()
            _say(number, jobs[index], sample)
            if number >= 0:
                samples[index].append(sample)
    return [_row(job, samples[index]) for index, job in enumerate(jobs)]


def watch(job: Job) -> Row:
    """Runs a job once and adds up the memory of all its processes; its times mean little."""
    return _row(job, [job.run(watch=True)])


def _row(job: Job, samples: Sequence[Sample]) -> Row:
    trees = [sample.tree_memory for sample in samples if sample.tree_memory is not None]
    return Row(
        job.subject,
        job.tool,
        len(samples),
        Spread.of(sample.wall for sample in samples),
        Spread.of(sample.cpu for sample in samples),
        Spread.of(sample.memory for sample in samples),
        max(trees, default=None),
    )


def _say(number: int, job: Job, sample: Sample) -> None:
    round_name = "warm-up" if number < 0 else f"round {number + 1}"
    line = f"  {round_name}: {job.subject}: {job.tool}: {sample.wall:.2f} s"
    print(line, file=sys.stderr, flush=True)
