"""The probes that are sent for the rows of a project, in the order in which they are sent."""

from __future__ import annotations

from dataclasses import dataclass

from tests.runtime.servers import KINDS
from tests.runtime.spec import Invoke, Spec

WAVE = 6
"""Requests that overlap in one wave; servers of the proof have as many threads."""


@dataclass(frozen=True)
class Probe:
    """One request. ``token`` is the header's value, ``None`` for a request without the header."""

    number: int
    row: int
    token: str | None
    phase: str


@dataclass(frozen=True)
class Plan:
    """``single`` probes are sent one after the other, then each of ``waves`` all at once."""

    single: tuple[Probe, ...]
    waves: tuple[tuple[Probe, ...], ...]


def make_plan(spec: Spec) -> Plan:
    """Plan the probes for a project.

    One after the other, for each row: a token, no header, an empty header, another token, no header
    again. Those without a token show what a request leaves behind for the next one on its thread.
    Then, for each row, a wave of requests with distinct tokens, and one in which every second
    request has none. An invocation has no header; the first request, with a token, goes before it.
    """
    numbers = iter(range(1, 1_000_000))

    def probe(row: int, phase: str, kind: str) -> Probe:
        number = next(numbers)
        token = {"token": f"k3xq7{number:04d}.m2.lz3k9.8fKd0aZ", "empty": "", "absent": None}[kind]
        return Probe(number, row, token, phase)

    single: list[Probe] = []
    waves: list[tuple[Probe, ...]] = []
    for row, entry in enumerate(spec.rows):
        if isinstance(entry, Invoke):
            if spec.requests:
                single.append(probe(0, "single", "token"))
            single.append(probe(row, "single", "absent"))
            continue
        kinds = ("token", "absent", "empty", "token", "absent")
        single.extend(probe(row, "single", kind) for kind in kinds)
        if KINDS[spec.serve.kind].concurrent:
            waves.append(tuple(probe(row, "wave", "token") for _ in range(WAVE)))
            waves.append(
                tuple(probe(row, "wave", "token" if i % 2 else "absent") for i in range(WAVE))
            )
    return Plan(tuple(single), tuple(waves))
