"""Reports the contract's tag on something that outlives the request.

## What it does

Finds the tag on Sentry's global scope; in hooks and wrappers that run before Sentry opens a scope
for the request; in apps and on servers where nothing does; and set when a module is imported.

## Why is this bad?

The tag stays for the requests that follow: the error of a visitor without the tracker links to the
session of somebody else, and everybody who looks at it believes that.

## Example

```python
sentry_sdk.get_global_scope().set_tag("openReplaySessionToken", token)
```

## Use instead

```python
sentry_sdk.set_tag("openReplaySessionToken", token)
```

Where nothing has opened a scope for the request:

```python
with sentry_sdk.isolation_scope():
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return inner(environ, start_response)
```

## Fix safety

Unsafe: what one request leaves to the next may be relied on. The call on the global scope becomes
`sentry_sdk.set_tag` where the request has a scope; a middleware that sets the tag and hands on the
request itself gets a scope of its own (which takes version 2 of the SDK). Of all others, the
standard middleware of the framework is shown.

## References

- [Sentry: scopes and isolation](https://docs.sentry.io/platforms/python/enriching-events/scopes/)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from replaytag.contract import Verdict, judge_tag
from replaytag.diagnostics import Applicability, Diagnostic, Severity
from replaytag.evaluator.state import Under
from replaytag.evaluator.values import Constant, Operation
from replaytag.fixes.offer import offer
from replaytag.project.attempts import Outcome
from replaytag.rules.base import Example, RuleMeta
from replaytag.rules.own_scopes import own_scope
from replaytag.rules.plain_tags import plain_tag

if TYPE_CHECKING:
    from replaytag.evaluator.state import Context
    from replaytag.project import Project
    from replaytag.project.attempts import Attempt
    from replaytag.project.sentry import TagCall

META = RuleMeta(
    code="RT402",
    name="tag-leaks",
    severity=Severity.ERROR,
    summary="The tag is set on something that outlives the request.",
    fixable=Applicability.UNSAFE,
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
_WRAPPED = """\
import sentry_sdk
from flask import Flask

sentry_sdk.init()
app = Flask(__name__)


@app.get("/")
def index():
    raise RuntimeError


def replay(inner):
    def outer(environ, start_response):
        {body}

    return outer


application = replay(app)
"""
_READ = 'token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")'


def _wrapped(*lines: str) -> str:
    return _WRAPPED.format(body="\n        ".join(lines))


_BOOT = 'sentry_sdk.init()\nsentry_sdk.set_tag("{}", "boot")'

VALID = (
    Example(_APP.format(call=_TAG)),
    Example(
        _wrapped(
            _READ,
            "with sentry_sdk.isolation_scope():",
            "    if token:",
            f"        {_TAG}",
            "    return inner(environ, start_response)",
        )
    ),
    Example(_APP.format(call=_TAG).replace("sentry_sdk.init()", _BOOT.format("release.channel"))),
    Example(_APP.format(call='sentry_sdk.get_global_scope().set_tag("region", "eu")')),
    Example('import mlflow\n\nmlflow.set_tag("openReplaySessionToken", "boot")\n'),
)

INVALID = (
    Example(
        _APP.format(
            call='sentry_sdk.get_global_scope().set_tag("openReplaySessionToken", token)'
            "  # expect: RT402"
        ),
        _APP.format(call=_TAG),
    ),
    Example(
        _wrapped(
            _READ,
            "if token:",
            f"    {_TAG}  # expect: RT402",
            "return inner(environ, start_response)",
        ),
        _wrapped(
            "with sentry_sdk.isolation_scope():",
            f"    {_READ}",
            "    if token:",
            f"        {_TAG}",
            "    return inner(environ, start_response)",
        ),
    ),
    Example(
        _APP.format(call=_TAG).replace(
            "sentry_sdk.init()", _BOOT.format("openReplaySessionToken") + "  # expect: RT402"
        )
    ),
)


def check(project: Project) -> Iterable[Diagnostic]:
    for attempt in project.attempts:
        if attempt.outcome is Outcome.LEAKS:
            yield _diagnostic(project, attempt)
    for call in _at_import(project):
        yield META.diagnostic(
            call.place,
            f"The tag `{project.contract.tag}` is set when the module is imported: it is on the"
            " errors of every request",
            help="Set it for each request, from its header.",
        )


def _at_import(project: Project) -> Iterator[TagCall]:
    """The contract's tag where no function is: what runs there runs before any request."""
    if not project.own_apps:
        return
    for call in project.sentry_tags:
        if call.within is not None or call.scope not in ("request", "global"):
            continue
        if call.name is None or project.workspace.is_supporting(call.place.path):
            continue
        if any(map(_started_by_hand, call.contexts)):
            continue
        if judge_tag(call.name, project.contract).verdict is not Verdict.FOREIGN:
            yield call


def _started_by_hand(context: Context) -> bool:
    """Whether this is what a module does as a program: on a server it does not run."""
    return (
        isinstance(context, Under)
        and isinstance(context.test, Operation)
        and any(isinstance(o, Constant) and o.value == "__main__" for o in context.test.operands)
    )


def _diagnostic(project: Project, attempt: Attempt) -> Diagnostic:
    call = attempt.call
    tag = project.tag_of(attempt)
    fix, snippet = None, ""
    if call.scope == "global":
        what = f"`{tag}` is set on the global scope"
        help = f'Write `sentry_sdk.set_tag("{tag}", ...)`, which tags the request alone.'
        actions = plain_tag(project, attempt)
        message = "Tag the request alone"
    else:
        what = f"`{tag}` is set outside any scope of the request"
        help = "Open `sentry_sdk.isolation_scope()` round this and the rest of the request."
        actions = own_scope(project, attempt)
        message = "Open a scope for the request"
    if actions:
        fix, _ = offer(project, actions, message, Applicability.UNSAFE)
    if fix is None:
        snippet = _recipe(project, attempt)
    return META.diagnostic(
        call.place,
        f"{what}: it stays for the next visitor's request",
        help=help,
        fix=fix,
        snippet=snippet,
    )


def _recipe(project: Project, attempt: Attempt) -> str:
    """The standard hook of an app in which the tag leaks."""
    for node, judged in project.served:
        if any(a.place == attempt.place for item in judged for a in item.attempts):
            framework = project.frameworks[node.app.framework]
            return framework.recipe(project.ev, node.app, project.contract).snippet
    return ""
