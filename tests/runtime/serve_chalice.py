"""Calls a Chalice app with the events that API Gateway, schedules and queues send to Lambda."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from chalice.local import LambdaContext, LambdaEventConverter, RouteMatcher

from tests.runtime.client import Answer, Client, header_of, probe_path
from tests.runtime.spec import Invoke, Request, Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.runtime.plan import Probe
    from tests.runtime.recorder import Recorder
    from tests.runtime.servers import Watch


class LambdaClient:
    """Invokes the app's functions one at a time in one process, as a warm Lambda instance does."""

    def __init__(self, app: Any, recorder: Recorder) -> None:
        self._app = app
        self._recorder = recorder
        self._converter = LambdaEventConverter(RouteMatcher(list(app.routes)))

    def __call__(self, row: Row, probe: Probe) -> Answer:
        """Invoke the function; an error that leaves it is answered by 500, as Lambda reports it."""
        context = LambdaContext("proof", 128)
        self._recorder.invocation = probe.number
        try:
            if isinstance(row, Invoke):
                module, _, name = row.function.partition(":")
                function = getattr(importlib.import_module(module), name)
                return Answer(200, str(function(row.payload, context)))
            if isinstance(row, Request):
                response = self._app(self._event(row, probe), context)
                return Answer(response["statusCode"], str(response["body"]))
        except Exception as error:  # noqa: BLE001 (Lambda reports every error so)
            return Answer(500, type(error).__name__)
        finally:
            self._recorder.invocation = None
        raise TypeError(f"{row} cannot be sent to Lambda")

    def _event(self, row: Request, probe: Probe) -> dict[str, Any]:
        event: dict[str, Any] = self._converter.create_lambda_event(
            row.method,
            probe_path(row.path, probe),
            {"Host": "localhost", **row.headers, **header_of(probe)},
            row.data.encode() if row.data is not None else None,
        )
        many = event["multiValueQueryStringParameters"]
        event["queryStringParameters"] = {name: values[-1] for name, values in many.items()}
        return event


def serve(app: Any, watch: Watch, session: Callable[[Client], None]) -> None:
    """Run ``session`` with a client that invokes ``app``."""
    session(LambdaClient(app, watch.recorder))
