"""Reports a function or class that would tag the request, and that nothing hooks up.

## What it does

Finds functions and classes in which the contract's header flows into the contract's tag and that no
handler, hook or other code of the project refers to.

## Why is this bad?

The code looks as if the link to OpenReplay were there; it never runs.

## Example

```python
def tag_openreplay_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
```

## Use instead

```python
app.before_request(tag_openreplay_session)
```

## Fix safety

Safe where one app of the project can take it and the place is certain: the tagger is registered
first there.

## References

- [Sentry: customize tags](https://docs.sentry.io/platforms/python/enriching-events/tags/)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.diagnostics import Applicability, Diagnostic, Related, Severity
from replaytag.fixes.offer import offer
from replaytag.project.attempts import Outcome
from replaytag.rules.base import Example, RuleMeta

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.unregistered import UnregisteredTagger

META = RuleMeta(
    code="RT303",
    name="tagger-not-registered",
    severity=Severity.ERROR,
    summary="A function or class would tag the request, but nothing hooks it up.",
    fixable=Applicability.SAFE,
)

_APP = """\
import sentry_sdk
from flask import Flask, request

sentry_sdk.init()
app = Flask(__name__)


{decorator}def tag_openreplay_session():{expect}
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@app.get("/")
def index():
    return "hello"
"""
_REGISTERED = _APP.format(decorator="@app.before_request\n", expect="")

VALID = (Example(_REGISTERED),)

INVALID = (Example(_APP.format(decorator="", expect="  # expect: RT303"), _REGISTERED),)


def check(project: Project) -> Iterable[Diagnostic]:
    for tagger in project.unregistered:
        yield _diagnostic(project, tagger)


def _diagnostic(project: Project, tagger: UnregisteredTagger) -> Diagnostic:
    related = [Related(tagger.attempt.place, "the tag is set here")]
    fix, help, snippet = None, "Register it on the app.", ""
    if tagger.node is not None:
        related.append(Related(tagger.node.app.place, f"`{tagger.node.app.name}` is made here"))
        help = f"Register it on `{tagger.node.app.name}`, before its other hooks."
    if tagger.recipe is not None:
        help, snippet = f"{tagger.recipe.message}.", tagger.recipe.snippet
        reason = tagger.recipe.reason
        if tagger.attempt.outcome is Outcome.LEAKS:
            reason = "it attaches one user's session to another's error, which has to go first"
        elif tagger.recipe.actions:
            fix, reason = offer(project, tagger.recipe.actions, tagger.recipe.message)
        if fix is None:
            help = f"{tagger.recipe.message}. It is not done for you: {reason}."
    return META.diagnostic(
        tagger.place,
        f"`{tagger.target.name}` would tag the request, but nothing registers it",
        help=help,
        related=related,
        fix=fix,
        snippet="" if fix else snippet,
    )
