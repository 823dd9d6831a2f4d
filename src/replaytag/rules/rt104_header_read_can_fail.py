"""Reports a read of the header that fails every request in which it is absent.

## What it does

Follows what hooks and handlers do in a request without the header, and reports where the read of it
raises or has the request refused: a subscript, `getone`, `required=True`, a required `Header()`
parameter, and a method called on the `None` that a look-up gives.

Nothing is reported under a test that keeps such a request away, or in a `try` that catches the
error.

## Why is this bad?

Many requests have no such header: health checks, other services, browsers in which the tracker is
blocked or has not started. All of them get an error for the sake of a tag.

## Example

```python
token = request.headers["X-OpenReplay-SessionToken"]
sentry_sdk.set_tag("openReplaySessionToken", token)
```

## Use instead

```python
token = request.headers.get("X-OpenReplay-SessionToken")
if token:
    sentry_sdk.set_tag("openReplaySessionToken", token)
```

## Fix safety

Safe where nothing but tag calls uses the value: the read gives `None`, and the tag calls are put
under a test of it. Elsewhere a person has to say what is to be done without the header.

## References

- [MDN: 422 Unprocessable Content](https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/422)
- [FastAPI: header parameters](https://fastapi.tiangolo.com/tutorial/header-params/)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.diagnostics import Applicability, Diagnostic, Severity
from replaytag.fixes.offer import offer
from replaytag.rules.base import Example, RuleMeta
from replaytag.rules.lenient_reads import actions_for

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.failing import FailingRead

META = RuleMeta(
    code="RT104",
    name="header-read-can-fail",
    severity=Severity.ERROR,
    summary="A read of the header fails every request in which it is absent.",
    fixable=Applicability.SAFE,
)

_APP = """\
import sentry_sdk
from flask import Flask, request

sentry_sdk.init()
app = Flask(__name__)


@app.before_request
def tag_session():
{}

@app.get("/")
def index():
    raise RuntimeError("out of stock")
"""
_EXPECT = "  # expect: RT104"


def _app(*lines: str) -> str:
    return _APP.format("".join(f"    {line}\n" for line in lines))


_GET = 'token = request.headers.get("X-OpenReplay-SessionToken")'
_SUBSCRIPT = 'token = request.headers["X-OpenReplay-SessionToken"]'
_TAG = 'sentry_sdk.set_tag("openReplaySessionToken", token)'

_FASTAPI = """\
import sentry_sdk
from fastapi import Depends, FastAPI, Header

sentry_sdk.init()


def tag_session(x_openreplay_sessiontoken: {}):{}
{}

app = FastAPI(dependencies=[Depends(tag_session)])


@app.get("/")
def index():
    raise RuntimeError("out of stock")
"""
_TAG_PARAMETER = '    sentry_sdk.set_tag("openReplaySessionToken", x_openreplay_sessiontoken)\n'
_GUARDED_PARAMETER = f"    if x_openreplay_sessiontoken:\n    {_TAG_PARAMETER}"

VALID = (
    Example(_app(_GET, "if token:", f"    {_TAG}")),
    Example(
        _app(
            'if "X-OpenReplay-SessionToken" in request.headers:', f"    {_SUBSCRIPT}", f"    {_TAG}"
        )
    ),
    Example(_app("try:", f"    {_SUBSCRIPT}", "except KeyError:", "    return", _TAG)),
    Example(_app(_GET, "if token and token.strip():", f"    {_TAG}")),
    Example(
        _app(
            'headers = {"X-OpenReplay-SessionToken": "x"}',
            'print(headers["X-OpenReplay-SessionToken"])',
        )
    ),
    Example(_app('print(request.headers["X-Tenant"])')),
    Example(_FASTAPI.format("str | None = Header(None)", "", _GUARDED_PARAMETER)),
)

INVALID = (
    Example(_app(f"{_SUBSCRIPT}{_EXPECT}", _TAG), _app(_GET, "if token:", f"    {_TAG}")),
    Example(
        _app(
            'header = "X-OpenReplay-SessionToken"',
            f'sentry_sdk.set_tag("openReplaySessionToken", request.headers[header]){_EXPECT}',
        ),
        _app(
            'header = "X-OpenReplay-SessionToken"',
            "token = request.headers.get(header)",
            "if token:",
            f"    {_TAG}",
        ),
    ),
    Example(
        _app(_GET, f'sentry_sdk.set_tag("openReplaySessionToken", token.strip()){_EXPECT}'),
        _app(
            _GET,
            "if token:",
            '    sentry_sdk.set_tag("openReplaySessionToken", token.strip())',
        ),
    ),
    Example(
        _FASTAPI.format("str = Header(...)", _EXPECT, _TAG_PARAMETER),
        _FASTAPI.format("str | None = Header(None)", "", _GUARDED_PARAMETER),
    ),
    Example(_app(f"{_SUBSCRIPT}{_EXPECT}", "audit(token)", _TAG)),
)


def check(project: Project) -> Iterable[Diagnostic]:
    for failing in project.failing:
        yield _diagnostic(project, failing)


def _diagnostic(project: Project, failing: FailingRead) -> Diagnostic:
    header = project.absence.header_in(failing.value)
    help = "Read it with `.get(...)`, and tag only where there is a token: `if token:`."
    if failing.kind == "parameter":
        help = "Let it default to `None`, and tag only where there is a token."
    elif failing.kind == "none":
        help = "Test the token first: `if token:`."
    actions, reason = actions_for(project, failing)
    fix = None
    if actions:
        fix, reason = offer(project, actions, "Let the header be absent")
    if fix is None:
        help = f"{help} It is not done for you: {reason}."
    return META.diagnostic(
        failing.place,
        f"A request without the `{header}` header fails here: {_how(failing)}",
        help=help,
        fix=fix,
    )


def _how(failing: FailingRead) -> str:
    match failing.kind:
        case "subscript":
            return "the subscript raises an error"
        case "parameter":
            return "the parameter is required"
        case "none":
            return f"`None` has no `{failing.name}`" if failing.name else "`None` has no items"
    return f"`{failing.name}` raises an error"
