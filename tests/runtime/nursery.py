"""Serves projects one after the other, each in a process that is forked for it.

``python -m tests.runtime.nursery`` reads a JSON list from each line of its standard input, the
directory with the code and the one with ``runtime.toml``, and answers with a line: the report, or
why there is none. What the first project imports from libraries is imported once, before the others
are served: most of them need the same, and to import it takes longer than to serve them.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from tests.runtime.drive import drive
from tests.runtime.spec import load

_ALONE = ("grpc", "gevent")
"""Libraries that do not survive a fork."""


def _served(code: Path, project: Path) -> dict[str, Any]:
    """The answer on one project, and the modules of libraries that it took."""
    before = set(sys.modules)
    try:
        report = drive(code, load(project))
    except BaseException:  # noqa: BLE001 - whatever it is, the test has to show it
        return {"error": traceback.format_exc(), "modules": []}
    return {
        "report": report,
        "modules": [n for n in sys.modules if n not in before and _is_shared(n)],
    }


def _is_shared(name: str) -> bool:
    file = getattr(sys.modules[name], "__file__", None) or ""
    return "site-packages" in file and not name.startswith(_ALONE)


def _forked(code: Path, project: Path) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the answers' own
        with os.fdopen(writing, "w") as answer:
            answer.write(json.dumps(_served(code, project)) + "\n")
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        line = answer.readline()
    os.waitpid(child, 0)
    found: dict[str, Any] = json.loads(line) if line else {"error": "it ended", "modules": []}
    return found


def main() -> None:
    """Serve what is asked for until there is no more."""
    rehearsed = False
    for line in sys.stdin:
        code, project = map(Path, json.loads(line))
        answer = _forked(code, project)
        for name in () if rehearsed else answer["modules"]:
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        rehearsed = rehearsed or bool(answer["modules"])
        sys.stdout.write(json.dumps({k: v for k, v in answer.items() if k != "modules"}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
