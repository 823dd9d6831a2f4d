"""Reports the contract's name on something of Sentry's that is no tag of the error event.

## What it does

Finds the name of the contract's tag on a span or transaction, as a context, an extra, an attribute
or a measurement, and in `before_send_transaction`, where the error's event does not get the tag
otherwise. A span may well carry the name beside the event.

## Why is this bad?

OpenReplay looks for tags of errors and nothing else. What is set so shows in Sentry, in another
section or on another event, and no error is ever linked to its session.

## Example

```python
sentry_sdk.set_context("replay", {"openReplaySessionToken": token})
```

## Use instead

```python
sentry_sdk.set_tag("openReplaySessionToken", token)
```

## Fix safety

Safe: the call becomes `sentry_sdk.set_tag`, and is guarded where its value may be empty. None is
offered where the call sets more than this, or where a tag set there would not reach the error.

## References

- [Sentry: customize tags](https://docs.sentry.io/platforms/python/enriching-events/tags/)
- [Sentry: contexts](https://docs.sentry.io/platforms/python/enriching-events/context/)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.diagnostics import Applicability, Diagnostic, Severity
from replaytag.fixes.offer import offer
from replaytag.project.attempts import Outcome
from replaytag.project.nodes import Coverage
from replaytag.rules.base import Example, RuleMeta
from replaytag.rules.plain_tags import plain_tag

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.attempts import Attempt
    from replaytag.project.nodes import Judged
    from replaytag.source import Place

META = RuleMeta(
    code="RT403",
    name="not-an-event-tag",
    severity=Severity.ERROR,
    summary="The contract's name is on something of Sentry's that is no tag of the error.",
    fixable=Applicability.SAFE,
)

_APP = """\
import sentry_sdk
from flask import Flask, request

sentry_sdk.init()
app = Flask(__name__)


@app.before_request
def link():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        {call}


@app.get("/")
def index():
    raise RuntimeError
"""
_TAG = 'sentry_sdk.set_tag("openReplaySessionToken", token)'
_FIXED = _APP.format(call=_TAG)


def _app(*lines: str) -> str:
    return _APP.format(call="\n        ".join(lines))


def _reported(call: str) -> Example:
    return Example(_app(f"{call}  # expect: RT403"), _FIXED)


VALID = (
    Example(_app(_TAG, 'sentry_sdk.set_extra("openReplaySessionToken", token)')),
    Example(_app(_TAG, 'sentry_sdk.get_current_span().set_tag("openReplaySessionToken", token)')),
    Example(_app('sentry_sdk.get_current_span().set_data("session.id", token)')),
    Example(_app('sentry_sdk.set_context("replay", {"url": token})')),
    Example(
        "from opentelemetry import trace\n\n\ndef link(token):\n"
        '    trace.get_current_span().set_attribute("openReplaySessionToken", token)\n'
    ),
)

INVALID = (
    _reported('sentry_sdk.set_extra("openReplaySessionToken", token)'),
    _reported('sentry_sdk.get_current_span().set_tag("openReplaySessionToken", token)'),
    _reported('sentry_sdk.set_context("replay", {"openReplaySessionToken": token})'),
    _reported('sentry_sdk.get_isolation_scope().set_attribute("openReplaySessionToken", token)'),
    _reported('sentry_sdk.set_extra("openreplay_session_token", token)'),
    Example(
        _app(
            "sentry_sdk.set_context(  # expect: RT403",
            '    "replay", {"openReplaySessionToken": token, "page": request.path}',
            ")",
        )
    ),
)


def check(project: Project) -> Iterable[Diagnostic]:
    for attempt in reported(project):
        yield _diagnostic(project, attempt)


def reported(project: Project) -> list[Attempt]:
    """The attempts that this rule is about."""
    found = [attempt for attempt in project.attempts if attempt.outcome is Outcome.ASIDE]
    if not found:
        return []
    good = (Outcome.TAGS, Outcome.UNKNOWN, Outcome.MISSPELT)
    tagging = {a.call.within for a in project.attempts if a.outcome in good}
    judged = [item for _, items in project.served for item in items]
    return [
        attempt
        for attempt in found
        if attempt.call.within not in tagging and _leaves_untagged(project, attempt, judged)
    ]


def _leaves_untagged(project: Project, attempt: Attempt, judged: list[Judged]) -> bool:
    """Whether a handler in which this is done is untagged; where none is known, whether all are."""
    doing = [item for item in judged if any(a.place == attempt.place for a in item.attempts)]
    if doing:
        return any(item.coverage is Coverage.UNCOVERED for item in doing)
    return not any(item.coverage is not Coverage.UNCOVERED for item in judged) and not any(
        project.apps.covers_all(node) for node in project.own_apps
    )


def mends(project: Project) -> Iterable[Place]:
    return [attempt.place for attempt in reported(project) if plain_tag(project, attempt)]


def _diagnostic(project: Project, attempt: Attempt) -> Diagnostic:
    tag = project.tag_of(attempt)
    call = attempt.call
    fix = None
    help = f'Write `sentry_sdk.set_tag("{tag}", ...)`.'
    if call.form == "event tags":
        what = f"`before_send_transaction` sets `{tag}` on transactions only"
        help = "Do it in `before_send`, which sees the errors."
    else:
        where = "a span" if call.scope == "span" else f"`{call.form}`"
        what = f"`{tag}` is set with {where}, which is no tag of the error's event"
        actions = plain_tag(project, attempt)
        if actions:
            fix, _ = offer(project, actions, f"Set the tag `{tag}`")
    return META.diagnostic(call.place, f"{what}: OpenReplay never finds it", help=help, fix=fix)
