"""Runs small projects on the real SDK, and prints what their error events carried, as JSON.

``python -m tests.sdk.drive`` reads a list of jobs from its standard input. Each is run in a process
that is forked for it: what it patches, and what it leaves on the global scope, is its own. What is
imported before that is imported once.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import multiprocessing
import os
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sentry_sdk.client
import sentry_sdk.integrations
import sentry_sdk.utils
from sentry_sdk.transport import Transport

from tests.runtime.surroundings import leave_out_others
from tests.sdk.serving import Answer, Server, server_of

TAG = "openReplaySessionToken"
EXPECTED = "RuntimeError"
"""What the handlers raise: any other error is one that tagging has caused."""


def run(job: Mapping[str, Any]) -> dict[str, Any]:
    """Serves the project of ``job``, in this process, and asks it with the header and without."""
    os.environ["SENTRY_DSN"] = "http://public@127.0.0.1:9/1"
    os.chdir(job["root"])
    sys.path.insert(0, job["root"])
    events = _keep_events()
    server = server_of(job["kind"])
    sys.modules["traffic"] = _traffic(server)
    module, _, name = job["app"].partition(":")
    server.start(getattr(importlib.import_module(module), name))
    outcomes, statuses = [], []
    for token in ("A", None):
        events.clear()
        answer = server.ask(token)
        outcomes.append(_outcome(events))
        statuses.append(answer.status)
    server.stop()
    return {"outcome": " ".join(outcomes), "statuses": statuses}


def _traffic(server: Server) -> types.ModuleType:
    """A module ``traffic``: ``meanwhile()`` is a request with the header ``B``, on another thread."""
    module = types.ModuleType("traffic")
    busy: list[Answer] = []

    def meanwhile() -> None:
        if not busy:
            busy.append(Answer(0))
            server.ask_elsewhere("B")
            busy.clear()

    module.meanwhile = meanwhile  # type: ignore[attr-defined]
    return module


def _keep_events() -> list[Mapping[str, Any]]:
    """The list of all events that any client sends from now on."""
    events: list[Mapping[str, Any]] = []

    class MemoryTransport(Transport):
        def capture_event(self, event: Any) -> None:  # version 1 sends errors by this one
            events.append(json.loads(json.dumps(event, default=str)))

        def capture_envelope(self, envelope: Any) -> None:
            event = envelope.get_event()
            if event is not None:
                self.capture_event(event)

    def make_transport(options: dict[str, Any]) -> Transport | None:
        return MemoryTransport(options) if options["dsn"] else None

    sentry_sdk.client.make_transport = make_transport  # type: ignore[attr-defined]
    return events


def _outcome(events: list[Mapping[str, Any]]) -> str:
    """What ``forms/*.md`` say of one request; the events of one made meanwhile do not count."""
    found = dict.fromkeys(
        _carried(event)
        for event in events
        if event.get("type") != "transaction"
        if (event.get("request") or {}).get("query_string", "") != "meanwhile"
    )
    return "+".join(found) or "none"


def _carried(event: Mapping[str, Any]) -> str:
    values = (event.get("exception") or {}).get("values") or [{}]
    kind = values[-1].get("type", EXPECTED)
    if kind != EXPECTED:
        return str(kind)
    tags = event.get("tags") or {}
    if TAG not in tags:
        return "-"
    value = tags[TAG]
    return "null" if value is None else f"{value}" if value not in ("", "None") else repr(value)


def _surrounded(jobs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Runs jobs that require the same, of which what it takes is imported first."""
    leave_out_others(jobs[0]["requires"])
    many = len(jobs) > _FEW
    for module in _forked(_imported, jobs[0]) if many else jobs[0]["requires"]:
        with contextlib.suppress(Exception):
            importlib.import_module(module)
    return [_forked(run, job) for job in jobs]


_FEW = 12
"""For so many jobs a rehearsal, to see what they import, takes longer than it saves."""


def _imported(job: Mapping[str, Any]) -> list[str]:
    """The modules that running ``job`` imports, but for its own."""
    run(job)
    return [
        name
        for name, module in sys.modules.items()
        if not (getattr(module, "__file__", None) or job["root"]).startswith(job["root"])
    ]


def _forked(work: Callable[[Any], Any], argument: Any) -> Any:
    """What ``work`` returns in a process of its own, or why it does not."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)

    def send() -> None:
        try:
            theirs.send(work(argument))
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test has to show it
            theirs.send({"outcome": f"not served: {error!r}", "statuses": []})

    process = context.Process(target=send)
    process.start()
    theirs.close()
    try:
        return ours.recv()
    finally:
        process.join()


def main() -> None:
    """Run the jobs on the standard input."""
    jobs = json.load(sys.stdin)
    # Every process would list for its first event what is installed, which is slow.
    sentry_sdk.utils._get_installed_modules()
    results: dict[int, Any] = {}
    for key in dict.fromkeys((job["kind"], *job["requires"]) for job in jobs):
        numbers = [n for n, job in enumerate(jobs) if (job["kind"], *job["requires"]) == key]
        found = _forked(_surrounded, [jobs[n] for n in numbers])
        results.update(zip(numbers, found, strict=True))
    sys.stdout.write(f"\n{json.dumps([results[n] for n in range(len(jobs))])}\n")


if __name__ == "__main__":
    main()
