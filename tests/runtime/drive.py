"""Serves one project and prints what its events carried, as JSON.

``python -m tests.runtime.drive CODE PROJECT``: ``CODE`` is the directory with the code to serve,
``PROJECT`` the one with ``runtime.toml``. It runs in a process of its own: projects share
module names, and the SDK patches frameworks once per process. Tests have it forked by
``tests.runtime.nursery``.
"""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from tests.runtime.client import Answer, Client, send_together
from tests.runtime.flights import Flights
from tests.runtime.loading import load_app
from tests.runtime.plan import Probe, make_plan
from tests.runtime.recorder import Recorder, kind_of
from tests.runtime.servers import Watch, server_of
from tests.runtime.spec import Spec, load

TAGS = ("openReplaySessionToken", "openReplaySession.id")
SETTLE = 0.3
"""Seconds in which events may still come from requests that should make none."""


def drive(code: Path, spec: Spec) -> dict[str, Any]:
    """Serve the project in ``code`` in this process, send all probes and report on each."""
    flights = Flights()
    recorder = Recorder(flights)
    recorder.install()
    app = load_app(code, spec.serve)
    plan = make_plan(spec)
    answers: dict[Probe, Answer] = {}
    silent = {row for row, entry in enumerate(spec.rows) if entry.event == "none"}

    def session(client: Client) -> None:
        recorder.forget()
        for probe in plan.single:
            answers[probe] = client(spec.rows[probe.row], probe)
            _await_event(probe)
        for wave in plan.waves:
            with flights.wave(len(wave)):
                jobs = [partial(client, spec.rows[probe.row], probe) for probe in wave]
                answers.update(zip(wave, send_together(jobs), strict=True))
                for probe in wave:
                    _await_event(probe)
        time.sleep(SETTLE)

    def _await_event(probe: Probe) -> None:
        if probe.row not in silent and not recorder.wait(probe.number):
            silent.add(probe.row)

    server_of(spec.serve.kind)(app, Watch(flights, recorder), session)
    return {
        "overlap": flights.overlap,
        "strays": [_event(event) for event in recorder.events(None)],
        "answers": [
            {
                "probe": probe.number,
                "row": probe.row,
                "phase": probe.phase,
                "token": probe.token,
                "status": answer.status,
                "body": answer.body,
                "events": [_event(event) for event in recorder.events(probe.number)],
            }
            for probe, answer in answers.items()
        ],
    }


def _event(event: Any) -> dict[str, Any]:
    tags = event.get("tags") or {}
    title = event.get("exception") or event.get("logentry") or event.get("message")
    return {
        "kind": kind_of(event),
        "tags": {name: tags[name] for name in TAGS if name in tags},
        "title": str(title)[:200],
    }


def main() -> None:
    """Drive the project named on the command line."""
    code, project = (Path(argument).resolve() for argument in sys.argv[1:])
    result = drive(code, load(project))
    sys.stdout.write(f"\n{json.dumps(result)}\n")


if __name__ == "__main__":
    main()
