"""What a run may spend, and what it spent."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

FILES = ("listed", "read", "parsed", "cached")
"""What is counted of files: those of the projects, those whose bytes were looked at, those whose
syntax was read, and those of projects that an earlier result answered for."""


class Effort:
    """The means of one run, and an account of it.

    ``jobs`` is the number of processes that may read files at once. With ``plain``, everything
    that only saves time is left out: results are the same, and tests compare them.
    """

    def __init__(self, *, jobs: int = 1, plain: bool = False) -> None:
        self.jobs = jobs
        self.plain = plain
        self.seconds: dict[str, float] = {}
        """The wall time of each phase, in seconds, in the order in which they began."""
        self.counts: Counter[str] = Counter()

    @property
    def processes(self) -> int:
        """How many processes may read files at once."""
        return 1 if self.plain else self.jobs

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Adds the time until it is left to the phase ``name``."""
        start = time.perf_counter()
        self.seconds.setdefault(name, 0.0)
        try:
            yield
        finally:
            self.seconds[name] += time.perf_counter() - start

    def lines(self) -> Iterator[str]:
        """The account, for people: a line for each phase, then one of counts."""
        for name, seconds in self.seconds.items():
            yield f"time: {name}: {seconds:.3f} s"
        yield "files: " + ", ".join(f"{self.counts[name]} {name}" for name in FILES)
