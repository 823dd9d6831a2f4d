"""Invokes functions as AWS Lambda does: with its own runtime client, one event after the other.

The app is a function that answers every request, or a SAM template, whose events tell which
function answers which, and how the event is written: as a REST API's, or as an HTTP API's.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import yaml
from awslambdaric import bootstrap
from awslambdaric.lambda_runtime_marshaller import LambdaMarshaller

from tests.runtime.client import Answer, Client, header_of, probe_path
from tests.runtime.spec import Invoke, Request, Row, Serve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.runtime.plan import Probe
    from tests.runtime.recorder import Recorder
    from tests.runtime.servers import Watch

# As in ``python -m awslambdaric``, where Sentry's integration looks for what it patches.
sys.modules["__main__"].bootstrap = bootstrap  # type: ignore[attr-defined]

_ARN = "arn:aws:lambda:eu-west-1:123456789012:function:proof"
_ANY = "ANY"


@dataclass(frozen=True)
class Function:
    """A function that answers ``method`` (or any) at ``path`` (None: anywhere)."""

    handler: Any
    shape: str
    method: str = _ANY
    path: str | None = None

    def match(self, method: str, path: str) -> Mapping[str, str] | None:
        """The path's parameters, if this function answers the request."""
        if self.method not in (_ANY, method):
            return None
        if self.path is None:
            return {}
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path)
        pattern = re.sub(r"\{(\w+)\+\}", r"(?P<\1>.+)", pattern)
        found = re.fullmatch(pattern, path)
        return found.groupdict() if found else None


def load(code: Path, serve: Serve) -> list[Function]:
    """The functions of the project in ``code``."""
    if serve.app.endswith(".yaml"):
        return list(_of_template(yaml.safe_load((code / serve.app).read_text())))
    module, _, name = serve.app.partition(":")
    return [Function(getattr(importlib.import_module(module), name), serve.events or "rest")]


def _of_template(template: Any) -> Any:
    shared = template.get("Globals", {}).get("Function", {})
    for resource in template["Resources"].values():
        if resource["Type"] != "AWS::Serverless::Function":
            continue
        given = {**shared, **resource["Properties"]}
        directory = given.get("CodeUri", ".").rstrip("/")
        if directory not in sys.path:
            sys.path.append(directory)
        module, _, name = given["Handler"].rpartition(".")
        handler = getattr(importlib.import_module(module.replace("/", ".")), name)
        for event in given.get("Events", {}).values():
            if event["Type"] in ("Api", "HttpApi"):
                at = event["Properties"]
                shape = "rest" if event["Type"] == "Api" else "http"
                yield Function(handler, shape, at["Method"].upper(), at["Path"])
        if "FunctionUrlConfig" in given:
            yield Function(handler, "http")


class _RuntimeClient:
    """Keeps what the runtime would post to the Lambda service."""

    def __init__(self) -> None:
        self.marshaller = LambdaMarshaller()
        self.result: str = ""
        self.failed = False

    def post_invocation_result(self, _id: str, result: str, *_: Any, **__: Any) -> None:
        self.result, self.failed = result, False

    def post_invocation_error(self, _id: str, error: str, *_: Any, **__: Any) -> None:
        self.result, self.failed = error, True


class _Quiet:
    def log(self, *_: Any) -> None:
        """Lambda's log is nobody's."""

    log_error = log


class LambdaClient:
    """Invokes functions one at a time in one process, as a warm instance does."""

    def __init__(self, functions: list[Function], recorder: Recorder) -> None:
        self._functions = functions
        self._recorder = recorder

    def __call__(self, row: Row, probe: Probe) -> Answer:
        """Invoke the function; an error that leaves it is answered by 502, as API Gateway does."""
        self._recorder.invocation = probe.number
        try:
            if isinstance(row, Invoke):
                module, _, name = row.function.partition(":")
                return self._invoked(getattr(importlib.import_module(module), name), row.payload)
            if isinstance(row, Request):
                path, _, query = probe_path(row.path, probe).partition("?")
                for function in self._functions:
                    found = function.match(row.method, path)
                    if found is not None:
                        event = _SHAPES[function.shape](row, probe, path, query, found)
                        return self._invoked(function.handler, event)
                return Answer(404, "")
        finally:
            self._recorder.invocation = None
        raise TypeError(f"{row} cannot be sent to Lambda")

    def _invoked(self, handler: Any, event: Any) -> Answer:
        client = _RuntimeClient()
        deadline = int(time.time() * 1000) + 3000
        given = ("proof", json.dumps(event).encode(), "application/json", None, None, _ARN)
        bootstrap.handle_event_request(client, handler, *given, deadline, None, _Quiet())
        answer = json.loads(client.result)
        if client.failed:
            return Answer(502, answer["errorType"])
        if isinstance(answer, dict) and "statusCode" in answer:
            return Answer(answer["statusCode"], str(answer.get("body")))
        return Answer(200, client.result)


def _rest(
    row: Request, probe: Probe, path: str, query: str, parameters: Mapping[str, str]
) -> dict[str, Any]:
    """The event of a REST API: names of headers as they were sent, null for what is not there."""
    headers = {**row.headers, **header_of(probe)}
    return {
        "resource": path,
        "path": path,
        "httpMethod": row.method,
        "headers": headers or None,
        "multiValueHeaders": {name: [value] for name, value in headers.items()} or None,
        "queryStringParameters": dict(parse_qsl(query)),
        "multiValueQueryStringParameters": {name: [value] for name, value in parse_qsl(query)},
        "pathParameters": dict(parameters) or None,
        "stageVariables": None,
        "requestContext": {
            "resourcePath": path,
            "httpMethod": row.method,
            "path": f"/prod{path}",
            "stage": "prod",
            "requestId": str(probe.number),
            "identity": {"sourceIp": "192.0.2.1"},
        },
        "body": row.data,
        "isBase64Encoded": False,
    }


def _http(
    row: Request, probe: Probe, path: str, query: str, parameters: Mapping[str, str]
) -> dict[str, Any]:
    """The event of an HTTP API (format 2.0) and of a function URL: lower-case names."""
    sent = {"Host": "localhost", **row.headers, **header_of(probe)}
    return {
        "version": "2.0",
        "routeKey": f"{row.method} {path}",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {name.lower(): value for name, value in sent.items()},
        "queryStringParameters": dict(parse_qsl(query)),
        "pathParameters": dict(parameters),
        "requestContext": {
            "stage": "$default",
            "requestId": str(probe.number),
            "http": {"method": row.method, "path": path, "sourceIp": "192.0.2.1"},
        },
        "body": row.data,
        "isBase64Encoded": False,
    }


def _alb(
    row: Request, probe: Probe, path: str, query: str, parameters: Mapping[str, str]
) -> dict[str, Any]:
    """The event of an application load balancer: lower-case names."""
    sent = {"Host": "localhost", **row.headers, **header_of(probe)}
    return {
        "requestContext": {"elb": {"targetGroupArn": f"{_ARN}:targetgroup/proof"}},
        "httpMethod": row.method,
        "path": path,
        "queryStringParameters": dict(parse_qsl(query)),
        "headers": {name.lower(): value for name, value in sent.items()},
        "body": row.data or "",
        "isBase64Encoded": False,
    }


_SHAPES = {"rest": _rest, "http": _http, "alb": _alb}


def serve(app: list[Function], watch: Watch, session: Callable[[Client], None]) -> None:
    """Run ``session`` with a client that invokes the functions of ``app``."""
    session(LambdaClient(app, watch.recorder))
