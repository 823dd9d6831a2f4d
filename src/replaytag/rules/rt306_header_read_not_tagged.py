"""Reports that the header is read and its value never reaches Sentry.

## What it does

Looks for reads of the header, under its right name, in the hooks and handlers of an app that uses
Sentry, where nothing in the whole project tries to set the contract's tag or hands the value to
Sentry in any other way. One read of each app is reported.

That the value is kept or handed on, to a log or another service, is no reason to be silent.

## Why is this bad?

The browser sends the token, and the code has it in hand; none of the app's errors links to the
session that caused it.

## Example

```python
@app.before_request
def remember_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    g.openreplay_token = token
```

## Use instead

```python
@app.before_request
def remember_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    g.openreplay_token = token
```

## Fix safety

Safe where a hook that runs for the whole app, before its handlers and in the request's own scope,
binds the value to a name: the tag is set right behind.

## References

- [Sentry: customize tags](https://docs.sentry.io/platforms/python/enriching-events/tags/)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.diagnostics import Applicability, Diagnostic, Related, Severity
from replaytag.fixes.offer import offer
from replaytag.rules.base import Example, RuleMeta

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.untagged import UntaggedRead
    from replaytag.source import Place

META = RuleMeta(
    code="RT306",
    name="header-read-not-tagged",
    severity=Severity.ERROR,
    summary="The header is read, and its value never reaches Sentry.",
    fixable=Applicability.SAFE,
)

_APP = """\
import sentry_sdk
from flask import Flask, g, request

sentry_sdk.init()
app = Flask(__name__)


@app.{hook}
def remember_session({parameter}):
{lines}

@app.get("/")
def index():
    raise RuntimeError("out of stock")
"""
_EXPECT = "  # expect: RT306"
_READ = 'token = request.headers.get("X-OpenReplay-SessionToken")'


def _app(*lines: str, hook: str = "before_request", parameter: str = "") -> str:
    body = "".join(f"    {line}\n" for line in lines)
    return _APP.format(hook=hook, parameter=parameter, lines=body)


_TAG = ("if token:", '    sentry_sdk.set_tag("openReplaySessionToken", token)')

VALID = (
    Example(_app(_READ, *_TAG, "g.token = token")),
    Example(
        _app(_READ, "g.token = token")
        .replace("import sentry_sdk\n", "")
        .replace("sentry_sdk.init()\n", "")
    ),
    Example(_app('token = request.headers.get("X-Session-Token")', "g.token = token")),
    Example(_app(_READ, 'sentry_sdk.set_context("replay", {"token": token})')),
    Example(_app(_READ, 'sentry_sdk.set_tag("replay", token)')),
    Example(
        {
            "app.py": _app(_READ, "g.token = token"),
            "events.py": (
                "import sentry_sdk\nfrom flask import g\n\n\ndef tag():\n"
                '    sentry_sdk.set_tag("openReplaySessionToken", g.token)\n'
            ),
        }
    ),
    Example(
        {
            "app.py": _app("g.token = None"),
            "tests/test_app.py": (
                "from flask import request\n\n\ndef test_token():\n"
                '    assert request.headers.get("X-OpenReplay-SessionToken")\n'
            ),
        }
    ),
)

INVALID = (
    Example(
        _app(f"{_READ}{_EXPECT}", "g.token = token"),
        _app(_READ, *_TAG, "g.token = token"),
    ),
    Example(_app(f"g.token = {_READ.removeprefix('token = ')}{_EXPECT}")),
    Example(
        _app(
            f"{_READ}{_EXPECT}",
            "print(token)",
            "return response",
            hook="after_request",
            parameter="response",
        )
    ),
    Example(
        _app("if request.path != '/health':", f"    {_READ}{_EXPECT}", "    g.token = token"),
    ),
)


def check(project: Project) -> Iterable[Diagnostic]:
    done: set[Place] = set()
    for read in project.untagged:
        if read.place not in done:
            done.add(read.place)
            yield _diagnostic(project, read)


def _diagnostic(project: Project, read: UntaggedRead) -> Diagnostic:
    contract = project.contract
    fix = None
    help = f"Set the tag `{contract.tag}` from it, in a hook that runs before the handlers."
    if read.actions:
        fix, reason = offer(project, read.actions, f"Tag the request with `{read.name}`")
        help = help if fix else f"{help} It is not written for you: {reason}."
    app = read.node.app
    return META.diagnostic(
        read.place,
        f"`{contract.header}` is read here, and nothing tags the errors of `{app.name}` with it",
        help=help,
        related=(Related(app.place, f"`{app.name}` uses Sentry"),),
        fix=fix,
    )
