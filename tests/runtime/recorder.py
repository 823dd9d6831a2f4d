"""The events that the project's Sentry SDK would have sent, kept in memory."""

from __future__ import annotations

import json
import logging
import re
import threading
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import sentry_sdk.client
import sentry_sdk.scope
from sentry_sdk.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sentry_sdk.envelope import Envelope

    from tests.runtime.flights import Flights

_PROBE = re.compile(r"\bprobe\b\W+(\d+)")
_SERVED: ContextVar[int | None] = ContextVar("served", default=None)
"""The probe that this thread or task serves."""


class Recorder:
    """Takes the place of the SDK's transport, whatever transport or DSN the project asks for."""

    def __init__(self, flights: Flights) -> None:
        self._flights = flights
        self._changed = threading.Condition()
        self._events: list[tuple[int | None, Mapping[str, Any]]] = []
        self.invocation: int | None = None
        """The probe under way where there is one at a time: for events that name no request."""

    def install(self) -> None:
        """Replace the transport of every client that is made from now on, and watch captures."""
        recorder = self

        class MemoryTransport(Transport):
            def capture_envelope(self, envelope: Envelope) -> None:
                event = envelope.get_event()
                if event is not None:
                    recorder._add(json.loads(json.dumps(event, default=str)))

        def make_transport(options: dict[str, Any]) -> Transport | None:
            return MemoryTransport(options) if options["dsn"] else None

        capture_event = sentry_sdk.scope.Scope.capture_event
        handle = logging.Logger.handle

        def watched_capture(*args: Any, **kwargs: Any) -> str | None:
            recorder._flights.at_report()
            return capture_event(*args, **kwargs)

        def watched_handle(self: logging.Logger, record: logging.LogRecord) -> None:
            # Handlers hold a lock while they capture: whoever waits there keeps all others out.
            if record.levelno >= logging.ERROR:
                recorder._flights.at_report()
            handle(self, record)

        sentry_sdk.client.make_transport = make_transport  # type: ignore[attr-defined]
        sentry_sdk.scope.Scope.capture_event = watched_capture  # type: ignore[method-assign]
        logging.Logger.handle = watched_handle  # type: ignore[method-assign]

    def serves(self, query: str) -> None:
        """Note which probe this thread or task serves: where nobody tells Sentry of requests."""
        found = _PROBE.search(query)
        _SERVED.set(int(found[1]) if found else None)

    def forget(self) -> None:
        """Drop all events so far: those of the start, which no request caused."""
        with self._changed:
            self._events.clear()

    def wait(self, probe: int, timeout: float = 5.0) -> bool:
        """Wait for an event of this probe, ``timeout`` seconds at most; return whether it came."""
        with self._changed:
            return self._changed.wait_for(
                lambda: any(of == probe for of, _ in self._events), timeout
            )

    def events(self, probe: int | None) -> list[Mapping[str, Any]]:
        """The events of a probe so far; with ``None`` those that belong to no probe."""
        with self._changed:
            return [event for of, event in self._events if of == probe]

    def _add(self, event: Mapping[str, Any]) -> None:
        with self._changed:
            of = _probe_of(event) or self.invocation or _SERVED.get()
            self._events.append((of, event))
            self._changed.notify_all()


def kind_of(event: Mapping[str, Any]) -> str:
    """How the event came about: ``unhandled``, ``handled`` or ``logged``."""
    values = (event.get("exception") or {}).get("values") or [{}]
    if any((value.get("mechanism") or {}).get("handled") is False for value in values):
        return "unhandled"
    return "logged" if event.get("logger") else "handled"


def _probe_of(event: Mapping[str, Any]) -> int | None:
    request = event.get("request") or {}
    found = _PROBE.search(f"{request.get('query_string')} {request.get('url')}")
    return int(found[1]) if found else None
