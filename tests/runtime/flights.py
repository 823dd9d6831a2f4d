"""Requests under way, and the gate that keeps those of a wave together.

A wave proves something only if all of its requests have set their tags before the first of them
reports its error. So each waits for the others, once, between the two: where it reports an error
(threads), and before its response starts (coroutines; Sentry's ASGI middleware captures later).
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 1.0
"""Seconds that a request waits for the rest of its wave; then all go on. No project may hang."""


class _Gate:
    def __init__(self, size: int) -> None:
        self._barrier = threading.Barrier(size, timeout=PATIENCE)
        self._size = size
        self._arrived = 0
        self._open = asyncio.Event()
        self._seen = threading.local()

    def wait(self) -> None:
        if hasattr(self._seen, "before"):
            return
        self._seen.before = True
        try:
            self._barrier.wait()
        except threading.BrokenBarrierError:
            return

    async def wait_async(self) -> None:
        self._arrived += 1
        if self._arrived >= self._size:
            self._open.set()
        try:
            await asyncio.wait_for(self._open.wait(), PATIENCE)
        except TimeoutError:
            self._open.set()


class Flights:
    """Counts requests under way and holds those of a wave at the gate."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._gate: _Gate | None = None
        self._under_way = 0
        self.overlap = 0

    @contextmanager
    def wave(self, size: int) -> Iterator[None]:
        """Hold requests back until ``size`` of them are at the gate, as long as this is entered."""
        self._gate = _Gate(size)
        try:
            yield
        finally:
            self._gate = None

    @contextmanager
    def flight(self) -> Iterator[None]:
        """Enter for as long as the server is in the app with one request."""
        with self._lock:
            self._under_way += 1
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1

    def at_report(self) -> None:
        """Wait in a thread that is about to report an error, before the event takes its tags."""
        gate = self._gate
        if gate is not None and not _in_event_loop():
            gate.wait()
        self.overlap = max(self.overlap, self._under_way)

    async def at_response(self) -> None:
        """Wait in a coroutine that is about to start its response."""
        gate = self._gate
        if gate is not None:
            await gate.wait_async()


def _in_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
