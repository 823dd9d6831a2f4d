"""Reports an app that uses Sentry and none of whose handlers is covered by a tagger.

## What it does

Finds every app that is served, its handlers and its hooks, and follows what the hooks do. Where
Sentry is in use and no registered hook, decorator or handler puts the header's value on the
request's Sentry scope, the app is reported once. `replaytag handlers` lists what it serves.

Where nothing shows that the app uses Sentry, or where it cannot be told whether a tagger is
registered, nothing is reported. Nor is a gRPC server in which nothing tries to tag: browsers reach
few of them.

## Why is this bad?

None of this app's errors links to the session that caused it.

## Example

```python
app = Flask(__name__)
```

## Use instead

```python
app = Flask(__name__)


@app.before_request
def tag_openreplay_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
```

## Fix safety

Safe where the app and the place for the hook are certain: the framework's standard middleware is
written and registered there. Elsewhere the diagnostic says why it is not, and shows the code; so it
does where existing code tags outside the request's scope, which a person has to take away.

## References

- [Sentry: scopes and isolation](https://docs.sentry.io/platforms/python/enriching-events/scopes/)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.diagnostics import Applicability, Confidence, Diagnostic, Related, Severity
from replaytag.fixes.offer import offer
from replaytag.project.attempts import Outcome
from replaytag.project.nodes import Coverage
from replaytag.rules.base import Example, RuleMeta
from replaytag.rules.mending import are_mended, mended_places

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.nodes import Judged, Node
    from replaytag.source import Place

META = RuleMeta(
    code="RT301",
    name="missing-header-extraction",
    severity=Severity.ERROR,
    summary="An app that uses Sentry has no tagger for any of its handlers.",
    fixable=Applicability.SAFE,
)

_OTHERWISE_REPORTED = {Outcome.TAGS, Outcome.UNKNOWN, Outcome.MISSPELT, Outcome.MIXED}
"""Attempts that may tag, or that other rules have the fix for."""

_APP = """\
import sentry_sdk
from flask import Flask{imports}

sentry_sdk.init()
app = Flask(__name__){expect}
{hook}

@app.get("/")
def index():
    return "hello"
"""
_HOOK = '''

@app.before_request
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
'''

# Runs before Sentry isolates the request: the next request carries this one's tag.
_LEAK = """

def replay(inner):
    def outer(environ, start_response):
        if token := environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return inner(environ, start_response)

    return outer


application = replay(app)
"""

VALID = (
    Example(_APP.format(imports=", request", expect="", hook=_HOOK)),
    # What another rule mends is tagged then.
    Example(
        _APP.format(imports=", request", expect="", hook=_HOOK).replace(
            "        sentry_sdk.set_tag",
            "        with sentry_sdk.new_scope() as scope:\n            scope.set_tag",
        )
    ),
    Example(
        _APP.format(imports="", expect="", hook="")
        .replace("import sentry_sdk\n", "")
        .replace("sentry_sdk.init()\n", "")
    ),
)

INVALID = (
    Example(
        _APP.format(imports="", expect="  # expect: RT301", hook=""),
        _APP.format(imports=", request", expect="", hook=_HOOK),
    ),
    Example(_APP.format(imports="", expect="  # expect: RT301", hook="") + _LEAK),
)


def check(project: Project) -> Iterable[Diagnostic]:
    mended = mended_places(project)
    # A call to tag is all that these lack, and another rule has it.
    reading = {read.node for read in project.untagged if read.actions}
    for node, served in project.served:
        judged = [item for item in served if not item.handler.websocket]
        if node.app.optional:
            judged = [item for item in judged if item.attempts]
        if project.answers(node):
            judged.append(project.apps.verdict_of(node))
        if project.workspace.is_supporting(node.app.place.path) or not _is_untagged(judged):
            continue
        if are_mended(judged, mended):
            continue
        evidence = project.evidence_for(node)
        if evidence is None or node in project.unregistered_apps or node in reading:
            continue
        yield _diagnostic(project, node, judged, evidence)


def _is_untagged(judged: list[Judged]) -> bool:
    """Whether a handler is certainly uncovered, and nothing in any of them might tag.

    A router of which it is unknown what runs for it says nothing of the others.
    """
    outcomes = {attempt.outcome for item in judged for attempt in item.attempts}
    coverages = {item.coverage for item in judged}
    return (
        Coverage.UNCOVERED in coverages
        and Coverage.COVERED not in coverages
        and outcomes.isdisjoint(_OTHERWISE_REPORTED)
    )


def _diagnostic(project: Project, node: Node, judged: list[Judged], evidence: Place) -> Diagnostic:
    contract = project.contract
    related = [Related(evidence, "Sentry is used here")]
    failed = {a.place: a for item in judged for a in item.attempts}
    related += [Related(place, f"this does not count: {a.reason}") for place, a in failed.items()]
    recipe = project.recipe(node)
    reason = recipe.reason
    fix = None
    leaks = any(a.outcome in (Outcome.LEAKS, Outcome.SHARED) for a in failed.values())
    if leaks and recipe.actions:
        reason = "what tags now attaches one user's session to another's error, and has to go first"
    elif recipe.actions:
        fix, reason = offer(project, recipe.actions, recipe.message)
    help = f"{recipe.message}."
    if fix is None:
        help = f"{recipe.message}. It is not written for you: {reason}."
    return META.diagnostic(
        node.app.place,
        f"`{node.app.name}` uses Sentry, and nothing tags its requests with the "
        f"`{contract.header}` header",
        help=help,
        related=related,
        fix=fix,
        snippet="" if fix else recipe.snippet,
        confidence=Confidence.HIGH,
    )
