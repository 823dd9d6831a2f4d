"""Calls the HTTP functions of an Azure app as the Functions worker does.

One thread serves all requests, one after the other: it is Azure's own that are used again and again.
An asynchronous function runs in an event loop of it. The app is a ``FunctionApp``, or ``host.json``
for a project whose functions have a ``function.json`` each.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import queue
import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import azure.functions
import sentry_sdk

from tests.runtime.client import Answer, Client, header_of, probe_path
from tests.runtime.spec import Invoke, Request, Row, Serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.runtime.plan import Probe
    from tests.runtime.recorder import Recorder
    from tests.runtime.servers import Watch


@dataclass(frozen=True)
class Function:
    """A function with an HTTP trigger; ``request`` is the parameter that gets the request."""

    call: Any
    route: str
    methods: tuple[str, ...]
    request: str

    def match(self, method: str, path: str) -> dict[str, str] | None:
        """The route's parameters, if this function answers the request."""
        if self.methods and method not in self.methods:
            return None
        pattern = re.sub(r"\{(\w+)(?::\w+)?\}", r"(?P<\1>[^/]+)", self.route)
        found = re.fullmatch(f"/api/{pattern}", path)
        return found.groupdict() if found else None


def load(code: Path, serve: Serve) -> list[Function]:
    """The HTTP functions of the project in ``code``."""
    if serve.app == "host.json":
        return [
            found for path in sorted(code.glob("*/function.json")) for found in _described(path)
        ]
    module, _, name = serve.app.partition(":")
    functions = getattr(importlib.import_module(module), name).get_functions()
    return [_indexed(function) for function in functions if function.is_http_function()]


def _indexed(function: Any) -> Function:
    trigger = function.get_trigger()
    methods = tuple(method.value for method in trigger.methods or ())
    route = trigger.route or function.get_function_name()
    return Function(function.get_user_function(), route, methods, trigger.name)


def _described(path: Path) -> Iterator[Function]:
    content = json.loads(path.read_text())
    trigger = next((b for b in content["bindings"] if b["type"] == "httpTrigger"), None)
    if trigger is None:
        return
    script = content["scriptFile"].removesuffix(".py")
    module = path.parent.name if script == "__init__" else f"{path.parent.name}.{script}"
    call = getattr(importlib.import_module(module), content.get("entryPoint", "main"))
    methods = tuple(method.upper() for method in trigger.get("methods", ()))
    yield Function(call, trigger.get("route", path.parent.name), methods, trigger["name"])


class _Worker:
    """One thread that calls functions; Sentry has seen it before: its scope is there."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], Answer]] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        threading.Thread(target=self._work, daemon=True).start()

    def run(self, call: Any, *args: Any, **kwargs: Any) -> Answer:
        """What a function answers; an error that leaves it is answered by 500, as the host does."""

        def job() -> Answer:
            try:
                # The worker asks what the function is, not what it wraps.
                if inspect.iscoroutinefunction(call):
                    return _answer(asyncio.run(call(*args, **kwargs)))
                return _answer(call(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 (the host answers for every error)
                return Answer(500, type(error).__name__)

        self._jobs.put(job)
        return self._answers.get()

    def _work(self) -> None:
        sentry_sdk.get_isolation_scope()
        while True:
            self._answers.put(self._jobs.get()())


def _answer(result: Any) -> Answer:
    if isinstance(result, azure.functions.HttpResponse):
        return Answer(result.status_code, result.get_body().decode())
    return Answer(200, str(result))


class AzureClient:
    """Hands requests to the worker one at a time."""

    def __init__(self, functions: list[Function], recorder: Recorder) -> None:
        self._functions = functions
        self._recorder = recorder
        self._worker = _Worker()

    def __call__(self, row: Row, probe: Probe) -> Answer:
        """Call the function that the row's route belongs to."""
        self._recorder.invocation = probe.number
        try:
            if isinstance(row, Invoke):
                module, _, name = row.function.partition(":")
                return self._worker.run(getattr(importlib.import_module(module), name), row.payload)
            if isinstance(row, Request):
                return self._request(row, probe)
        finally:
            self._recorder.invocation = None
        raise TypeError(f"{row} cannot be sent to Azure")

    def _request(self, row: Request, probe: Probe) -> Answer:
        path, _, query = probe_path(row.path, probe).partition("?")
        for function in self._functions:
            parameters = function.match(row.method, path)
            if parameters is not None:
                request = azure.functions.HttpRequest(
                    method=row.method,
                    url=f"http://localhost{path}?{query}",
                    headers={"Host": "localhost", **row.headers, **header_of(probe)},
                    params=dict(parse_qsl(query)),
                    route_params=parameters,
                    body=(row.data or "").encode(),
                )
                return self._worker.run(function.call, **{function.request: request})
        return Answer(404, "")


def serve(app: list[Function], watch: Watch, session: Callable[[Client], None]) -> None:
    """Run ``session`` with a client that calls the functions of ``app``."""
    session(AzureClient(app, watch.recorder))
