"""What SAM, CloudFormation and Serverless Framework templates say of Lambda functions.

Their keys are those of the AWS SAM specification and of the Serverless Framework's reference.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from replaytag.source import frozen
from replaytag.workspace.documents import Documents

_TYPES = ("AWS::Serverless::Function", "AWS::Lambda::Function")
_LAYER = "sentry_lambda_handler"
"""The handler of Sentry's own layer, which calls the project's."""
REST, LOWER_CASE, OTHER = "rest", "lower case", "other"
"""Kinds of events: header names as the client wrote them, in lower case, and no request at all."""
_SAM_KINDS = {"Api": REST, "HttpApi": LOWER_CASE}
_SERVERLESS_KINDS = {"http": REST, "httpApi": LOWER_CASE, "alb": LOWER_CASE}


@frozen
class Deployed:
    """A function that a template names.

    ``file`` is its module, from the project's root; ``kinds`` are its events', empty if the
    template does not tell; ``isolated`` is whether Sentry's layer calls it.
    """

    file: str
    name: str
    kinds: frozenset[str]
    isolated: bool = False


def deployed(documents: Documents) -> Iterator[Deployed]:
    """The functions that the project's templates name."""
    for path in documents.holding(b"andler"):
        content = documents.load(path)
        if not isinstance(content, dict):
            continue
        base = posixpath.dirname(path)
        yield from _cloud_formation(content, base)
        yield from _serverless(content, base)


def _cloud_formation(content: dict[object, object], base: str) -> Iterator[Deployed]:
    shared = _dict(_dict(content.get("Globals")).get("Function"))
    for resource in _dict(content.get("Resources")).values():
        if _dict(resource).get("Type") not in _TYPES:
            continue
        own = _dict(_dict(resource).get("Properties"))
        given = {**shared, **own}
        variables = {
            key: value
            for source in (shared, own)
            for key, value in _dict(_dict(source.get("Environment")).get("Variables")).items()
        }
        events = _dict(own.get("Events")).values()
        kinds = [_SAM_KINDS.get(str(_dict(event).get("Type")), OTHER) for event in events]
        if "FunctionUrlConfig" in given:
            kinds.append(LOWER_CASE)
        code = given.get("CodeUri", ".")
        handler = given.get("Handler")
        layer = isinstance(handler, str) and handler.endswith(_LAYER)
        if layer:
            handler = variables.get("SENTRY_INITIAL_HANDLER")
        if isinstance(code, str) and isinstance(handler, str):
            yield from _function(posixpath.join(base, code), handler, kinds, layer)


def _serverless(content: dict[object, object], base: str) -> Iterator[Deployed]:
    listed = content.get("functions")
    for group in listed if isinstance(listed, list) else [listed]:
        for function in _dict(group).values():
            handler = _dict(function).get("handler")
            events = _dict(function).get("events")
            named = [_event(event) for event in events] if isinstance(events, list) else []
            kinds = [_SERVERLESS_KINDS.get(name, OTHER) for name in named]
            if _dict(function).get("url"):
                kinds.append(LOWER_CASE)
            if isinstance(handler, str):
                yield from _function(base, handler, kinds, False)


def _event(event: object) -> str:
    """``http`` of ``- http: GET /orders`` and of ``- http: {path: ..., method: ...}``."""
    names = event if isinstance(event, (dict, list)) else [event]
    return next((str(name) for name in names), "")


def _function(
    directory: str, handler: str, kinds: Iterable[str], isolated: bool
) -> Iterator[Deployed]:
    module, _, name = handler.rpartition(".")
    if module and name:
        file = posixpath.normpath(posixpath.join(directory, module.replace(".", "/") + ".py"))
        yield Deployed(file, name, frozenset(kinds), isolated)


def _dict(value: object) -> dict[object, object]:
    return value if isinstance(value, dict) else {}
