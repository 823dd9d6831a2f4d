"""Reports a token that passes through something that concurrent requests share.

## What it does

Follows the header's value from where it is read to the tag, and reports where it is kept on the way
in a module global, a class attribute, an attribute of an object that the module makes, or an item
of the module's own dict that is not the request's.

Context variables, thread locals, `flask.g`, `request.state` and attributes of objects that are made
for the request are none of these. Nor are the globals of AWS Lambda functions, which handle one
request at a time.

## Why is this bad?

Requests run at the same time, in threads or coroutines. While one waits, another one writes its own
token there, and the error of the first is tagged with the session of the second: a support team
watches the replay of somebody else. OpenReplay's own API server did so until 2022.

## Example

```python
@app.before_request
def remember_session():
    global TOKEN
    TOKEN = request.headers.get("X-OpenReplay-SessionToken")
```

## Use instead

```python
@app.before_request
def tag_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
```

## Fix safety

There is no fix: what else uses the shared place is for a person to see. Set the tag where the
header is read; what has to know the token later finds it in a `contextvars.ContextVar` or in what
the framework keeps for each request.

## References

- [Python: contextvars](https://docs.python.org/3/library/contextvars.html)
- [Sentry: scopes and isolation](https://docs.sentry.io/platforms/python/enriching-events/scopes/)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from replaytag.diagnostics import Diagnostic, Related, Severity
from replaytag.evaluator.sharing import name_of, shared_in
from replaytag.project.attempts import Outcome
from replaytag.rules.base import Example, RuleMeta

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.attempts import Attempt
    from replaytag.source import Place

META = RuleMeta(
    code="RT203",
    name="shared-token",
    severity=Severity.ERROR,
    summary="The token passes through something that concurrent requests share.",
)

_APP = """\
import contextvars
import sentry_sdk
import threading
from flask import Flask, g, request

sentry_sdk.init()
app = Flask(__name__)
{}

@app.before_request
def remember_session():
{}

@app.get("/")
def index():
{}    raise RuntimeError("out of stock")
"""
_TOKEN = 'request.headers.get("X-OpenReplay-SessionToken")'


def _app(top: str, keep: str, found: str) -> str:
    lines = "".join(f"    {line}\n" for line in keep.splitlines())
    tag = (
        f"    token = {found}\n"
        "    if token:\n"
        '        sentry_sdk.set_tag("openReplaySessionToken", token)\n'
    )
    return _APP.format(top, lines, tag)


VALID = (
    Example(_app("", f"g.token = {_TOKEN}", "g.token")),
    Example(_app("", f"request.token = {_TOKEN}", "request.token")),
    Example(
        _app(
            'TOKEN = contextvars.ContextVar("token", default=None)',
            f"TOKEN.set({_TOKEN})",
            "TOKEN.get()",
        )
    ),
    Example(_app("local = threading.local()", f"local.token = {_TOKEN}", "local.token")),
    Example(
        _app(
            "class Current(threading.local):\n    token = None\n\n\ncurrent = Current()",
            f"current.token = {_TOKEN}",
            "current.token",
        )
    ),
    Example(
        _app(
            "class Context:\n    def __init__(self, token):\n        self.token = token\n",
            f"g.context = Context({_TOKEN})",
            "g.context.token",
        )
    ),
    Example(
        _app("TENANT = None\n", 'global TENANT\nTENANT = request.headers.get("X-Tenant")', _TOKEN)
    ),
    Example(_app("TOKENS = {}\n", f"TOKENS[request.path] = {_TOKEN}", "TOKENS.get(request.path)")),
)

INVALID = (
    Example(
        _app("TOKEN = None\n", f"global TOKEN\nTOKEN = {_TOKEN}  # expect: RT203", "TOKEN"),
    ),
    Example(
        _app(
            "class State:\n    token = None\n",
            f"State.token = {_TOKEN}  # expect: RT203",
            "State.token",
        ),
    ),
    Example(
        _app(
            "class State:\n    token = None\n\n\nstate = State()\n",
            f"state.token = {_TOKEN}  # expect: RT203",
            "state.token",
        ),
    ),
    Example(
        _app("STATE = {}\n", f'STATE["token"] = {_TOKEN}  # expect: RT203', 'STATE.get("token")'),
    ),
    Example(_app("", f"app.token = {_TOKEN}  # expect: RT203", "app.token")),
)


def check(project: Project) -> Iterable[Diagnostic]:
    done: set[Place] = set()
    for attempt, through, place in _shared(project):
        if place not in done:
            done.add(place)
            yield _diagnostic(project, attempt, through, place)


def _shared(project: Project) -> Iterator[tuple[Attempt, str, Place]]:
    known = {attempt.place for attempt in project.run_attempts}
    lone = [attempt for attempt in project.lone_attempts if attempt.place not in known]
    for attempt in (*project.run_attempts, *lone):
        part = shared_in(attempt.call.value) if attempt.outcome is Outcome.SHARED else None
        if part is not None:
            yield attempt, name_of(part), part.place or attempt.place


def _diagnostic(project: Project, attempt: Attempt, through: str, place: Place) -> Diagnostic:
    return META.diagnostic(
        place,
        f"`{through}` holds the token of whichever request came last: concurrent requests are "
        f"tagged with each other's `{project.tag_of(attempt)}`",
        help="Set the tag where the header is read, or keep the token in a `ContextVar` or in what "
        "the framework has for each request.",
        related=(Related(attempt.place, "the tag is set from it here"),),
    )
