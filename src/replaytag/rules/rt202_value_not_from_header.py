"""Reports the contract's tag set from something that is not the contract's header.

## What it does

Looks at what the tag's value is made from, and reports a constant, another header, a cookie, the
server's session and a random id. It says nothing where any part of the value is not known, or comes
from the header in whatever way.

Nor does it report that the tag is cleared, with an empty value, or given a placeholder by a
function that sets it from the header as well. A constant is reported only in what requests run.

## Why is this bad?

OpenReplay knows the session that its tracker has started in the browser, and no other: the tag
links to nothing, or to the session of somebody who had the cookie before.

## Example

```python
sentry_sdk.set_tag("openReplaySessionToken", str(uuid4()))
```

## Use instead

```python
token = request.headers.get("X-OpenReplay-SessionToken")
if token:
    sentry_sdk.set_tag("openReplaySessionToken", token)
```

## Fix safety

There is no fix. Where the value is right and comes under another name, `[tool.replaytag]` can say
so: `header = "X-Replay-Token"`.

## References

- [OpenReplay: Sentry integration](https://docs.openreplay.com/en/v1.20.0/integrations/sentry/)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.contract import Verdict, judge_tag
from replaytag.diagnostics import Diagnostic, Severity
from replaytag.evaluator.values import Constant
from replaytag.project.attempts import Outcome
from replaytag.project.origins import foreign_origins
from replaytag.rules.base import Example, RuleMeta

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.attempts import Attempt

META = RuleMeta(
    code="RT202",
    name="value-not-from-header",
    severity=Severity.ERROR,
    summary="The contract's tag is set from something else than the header.",
)

_APP = """\
import secrets
import uuid

import sentry_sdk
from flask import Flask, request, session

sentry_sdk.init()
app = Flask(__name__)


@app.before_request
def tag_session():
{}

@app.get("/")
def index():
    raise RuntimeError("out of stock")
"""
_EXPECT = "  # expect: RT202"


def _app(*lines: str) -> str:
    return _APP.format("".join(f"    {line}\n" for line in lines))


def _tag(value: str, expect: str = "") -> str:
    return f'sentry_sdk.set_tag("openReplaySessionToken", {value}){expect}'


_READ = 'token = request.headers.get("X-OpenReplay-SessionToken")'

VALID = (
    Example(_app(_READ, "if token:", f"    {_tag('token')}")),
    Example(_app(_READ, "if token:", f"    {_tag('str(int(token.split(chr(46))[0], 36))')}")),
    Example(_app(_READ, "if token:", f"    {_tag('token')}", "else:", f"    {_tag(repr('none'))}")),
    Example(_app(_READ, "if token:", f"    {_tag('uuid.uuid5(uuid.NAMESPACE_URL, token)')}")),
    Example(_app(_tag("''"), _READ, "if token:", f"    {_tag('token')}")),
    Example(_app(_tag("load_token(request)"))),
    Example(_app(_tag("request.args.get('token')"))),
    Example(_app('sentry_sdk.set_tag("request_id", str(uuid.uuid4()))')),
    Example(
        _app(_READ, "if token:", f"    {_tag('token')}").replace(
            "app = ", f"{_tag(repr('start'))}\napp = "
        )
    ),
)

INVALID = (
    Example(_app(_tag('"unknown"', _EXPECT))),
    Example(_app(_tag("str(uuid.uuid4())", _EXPECT))),
    Example(_app(_tag("uuid.uuid4().hex", _EXPECT))),
    Example(_app(_tag("secrets.token_hex(8)", _EXPECT))),
    Example(_app(_tag('request.headers.get("X-Request-ID")', _EXPECT))),
    Example(
        _app('token = request.cookies.get("session")', "if token:", f"    {_tag('token', _EXPECT)}")
    ),
    Example(_app(_tag('session["sid"]', _EXPECT))),
    Example(_app(_tag("f\"web-{request.cookies['sid']}\"", _EXPECT))),
)


def check(project: Project) -> Iterable[Diagnostic]:
    right = {
        attempt.call.within
        for attempt in project.attempts
        if attempt.outcome is not Outcome.FOREIGN and attempt.reads
    }
    run = {attempt.place for attempt in project.run_attempts}
    for attempt in project.attempts:
        if attempt.call.within not in right and _is_meant(project, attempt):
            origins = foreign_origins(project, attempt.call.value)
            # A person may send a test event from a script.
            scripted = attempt.place not in run and isinstance(attempt.call.value, Constant)
            if origins and not scripted:
                yield _diagnostic(project, attempt, sorted(origins))


def _is_meant(project: Project, attempt: Attempt) -> bool:
    name = attempt.call.name
    return (
        name is not None
        and attempt.outcome is not Outcome.ASIDE
        and judge_tag(name, project.contract).verdict is Verdict.EXACT
    )


def _diagnostic(project: Project, attempt: Attempt, origins: list[str]) -> Diagnostic:
    header, tag = project.contract.header, project.tag_of(attempt)
    return META.diagnostic(
        attempt.place,
        f"`{tag}` is set from {' or '.join(origins)}, and not from the `{header}` header",
        help=f"Set it from the `{header}` header, which brings the session that OpenReplay knows.",
    )
