"""What a run found: rows of measurements, and targets that were met or missed. Goes into JSON."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Spread:
    """Several measurements of one thing."""

    median: float
    min: float
    max: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """The spread of ``values``, of which there is at least one."""
        numbers = list(values)
        return cls(statistics.median(numbers), min(numbers), max(numbers))


@dataclass(frozen=True)
class Row:
    """One tool on one tree: seconds and bytes."""

    subject: str
    tool: str
    runs: int
    wall: Spread
    cpu: Spread
    memory: Spread
    tree_memory: float | None = None


@dataclass(frozen=True)
class Check:
    """One target. ``value`` is to be at most ``limit``, or below it where ``strict``."""

    subject: str
    target: str
    value: float
    limit: float
    unit: str = ""
    strict: bool = False

    @property
    def met(self) -> bool:
        """Whether the target was met."""
        return self.value < self.limit if self.strict else self.value <= self.limit


@dataclass(frozen=True)
class Outcome:
    """What a scenario found. ``subjects`` say of each tree what it is made of."""

    name: str
    title: str
    note: str
    subjects: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)


@dataclass(frozen=True)
class Results:
    """A whole run."""

    machine: dict[str, str]
    outcomes: list[Outcome]

    @property
    def checks(self) -> list[Check]:
        """All targets."""
        return [check for outcome in self.outcomes for check in outcome.checks]


def find(rows: Sequence[Row], subject: str, tool: str) -> Row:
    """The row of a tool on a tree."""
    return next(row for row in rows if (row.subject, row.tool) == (subject, tool))


def save(results: Results, path: Path) -> None:
    """Writes ``results`` as JSON; what was met is written out for readers."""
    data = asdict(results)
    for outcome, written in zip(results.outcomes, data["outcomes"], strict=True):
        for check, entry in zip(outcome.checks, written["checks"], strict=True):
            entry["met"] = check.met
    path.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


def load(path: Path) -> Results:
    """Reads what ``save`` wrote."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Results(data["machine"], [_outcome(entry) for entry in data["outcomes"]])


def _outcome(data: dict[str, Any]) -> Outcome:
    rows = [
        Row(**entry | {key: Spread(**entry[key]) for key in ("wall", "cpu", "memory")})
        for entry in data["rows"]
    ]
    checks = [
        Check(**{key: value for key, value in entry.items() if key != "met"})
        for entry in data["checks"]
    ]
    return Outcome(**data | {"rows": rows, "checks": checks})
