"""Reports a tag that is set to nothing whenever the header is absent.

## What it does

Works out what the tag's value comes to in a request without the header, through defaults, `or`,
conditions, methods, f-strings and the project's own functions, and reports tag calls that then run
and set `None`, an empty text, or the text `None`.

Nothing is reported where a test keeps such a value away, or where it is not known what the value
comes to.

## Why is this bad?

Many requests have no such header: health checks, other services, browsers in which the tracker is
blocked or has not started. Each of their errors gets an empty tag, which overwrites a good one that
other code has set, and makes a search for errors with a session find all the others.

## Example

```python
with configure_scope() as scope:
    scope.set_tag("openReplaySessionToken", request.headers.get("X-OpenReplay-SessionToken"))
```

## Use instead

```python
with configure_scope() as scope:
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        scope.set_tag("openReplaySessionToken", token)
```

## Fix safety

Safe: the value gets a name, and the call is put under `if token:`. It is left to a person where the
same call sets other tags, and where the call runs outside the request's own scope: there, an empty
value is what takes the previous request's away, and a guard alone would let that stay.

## References

- [OpenReplay: Sentry integration](https://docs.openreplay.com/en/v1.20.0/integrations/sentry/)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from replaytag.diagnostics import Applicability, Diagnostic, Severity
from replaytag.fixes.offer import offer
from replaytag.project.attempts import Outcome
from replaytag.rules.base import Example, RuleMeta
from replaytag.rules.guarding import guard

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.attempts import Attempt
    from replaytag.source import Place

META = RuleMeta(
    code="RT201",
    name="tag-may-be-null",
    severity=Severity.WARNING,
    summary="The tag is set to nothing whenever the header is absent.",
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
_EXPECT = "  # expect: RT201"


def _app(*lines: str) -> str:
    return _APP.format("".join(f"    {line}\n" for line in lines))


_READ = 'token = request.headers.get("X-OpenReplay-SessionToken")'
_TAG = 'sentry_sdk.set_tag("openReplaySessionToken", token)'

VALID = (
    Example(_app(_READ, "if token:", f"    {_TAG}")),
    Example(_app(_READ, "if not token:", "    return", _TAG)),
    Example(_app(_READ, "if token is not None and token.strip():", f"    {_TAG}")),
    Example(_app(f"if ({_READ.replace('=', ':=', 1)}) is not None:", f"    {_TAG}")),
    Example(_app(f'{_READ} or "none"', _TAG)),
    Example(
        _app(
            'if "X-OpenReplay-SessionToken" in request.headers:',
            "    sentry_sdk.set_tag(",
            '        "openReplaySessionToken", request.headers["X-OpenReplay-SessionToken"]',
            "    )",
        )
    ),
    Example(_app('sentry_sdk.set_tag("tenant", request.headers.get("X-Tenant"))')),
)

INVALID = (
    Example(
        _app(
            'header = "X-OpenReplay-SessionToken"',
            f'sentry_sdk.set_tag("openReplaySessionToken", request.headers.get(header)){_EXPECT}',
        ),
        _app(
            'header = "X-OpenReplay-SessionToken"',
            "token = request.headers.get(header)",
            "if token:",
            f"    {_TAG}",
        ),
    ),
    Example(
        _app(
            _READ,
            "with sentry_sdk.configure_scope() as scope:",
            f'    scope.set_tag("openReplaySessionToken", token or ""){_EXPECT}',
        ),
        _app(
            _READ,
            "with sentry_sdk.configure_scope() as scope:",
            "    if token:",
            '        scope.set_tag("openReplaySessionToken", token or "")',
        ),
    ),
    Example(
        _app(
            _READ,
            f'sentry_sdk.set_tag("openReplaySessionToken", f"{{token}}"){_EXPECT}',
        ),
        _app(
            _READ,
            "if token:",
            '    sentry_sdk.set_tag("openReplaySessionToken", f"{token}")',
        ),
    ),
    Example(
        _app(
            _READ,
            f'sentry_sdk.set_tags({{"openReplaySessionToken": token, "shop": "tea"}}){_EXPECT}',
        ),
    ),
)


def check(project: Project) -> Iterable[Diagnostic]:
    done: set[Place] = set()
    for attempt, null in _null_attempts(project):
        if attempt.place not in done:
            done.add(attempt.place)
            yield _diagnostic(project, attempt, null)


def _null_attempts(project: Project) -> Iterator[tuple[Attempt, list[object]]]:
    """The attempts that set nothing, with what they set.

    Where it is known who calls a function, only that counts.
    """
    known = {attempt.place for attempt in project.run_attempts}
    # An event processor that closes over the token may be added only where there is one.
    closures = {f.place for f in project.ev.functions() if f.environment is not None}
    lone = [attempt for attempt in project.lone_attempts if attempt.place not in known]
    for attempt in (*project.run_attempts, *lone):
        if attempt.outcome in (Outcome.UNKNOWN, Outcome.FOREIGN, Outcome.LEAKS):
            continue
        if attempt.call.form == "event tags" and attempt.call.within in closures:
            continue
        if not attempt.reads or not project.absence.runs(attempt.call.contexts):
            continue
        null = project.absence.nulls(attempt.call.value)
        if null:
            yield attempt, null


def _diagnostic(project: Project, attempt: Attempt, null: list[object]) -> Diagnostic:
    tag = project.tag_of(attempt)
    header = project.absence.header_in(attempt.call.value)
    guarded = guard(project, attempt.call, null)
    fix, help = None, f"Set it only where there is a value, under `if {_name(guarded.tested)}:`."
    if not guarded.actions:
        help = f"{help} It is not written for you: {guarded.reason}."
    elif attempt in project.run_attempts:
        fix, reason = offer(project, guarded.actions, "Set the tag only where there is a token")
        help = help if fix else f"{help} It is not written for you: {reason}."
    return META.diagnostic(
        attempt.place,
        f"`{tag}` is set to {_shown(null[0])} where a request has no `{header}` header",
        help=help,
        fix=fix,
    )


def _name(tested: object) -> str:
    return getattr(tested, "id", "token")


def _shown(null: object) -> str:
    if null is None:
        return "`None`"
    return "the text `None`" if null == "None" else "an empty text"
