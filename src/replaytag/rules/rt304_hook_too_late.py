"""Reports a tag that is set once the handler has run, when its error is reported already.

## What it does

Looks where the contract's tag is set: in hooks that run with the response or when the request ends
(`after_request`, `teardown_request`, `process_response`, `on_response`, ...), and in a middleware
after the call that hands the request on. It is reported where it comes too late for a handler that
no other tagger covers.

A `finally` clause round that call is too late where errors are captured further in (Django, Flask,
Quart, Litestar). Where they pass through the middleware first (FastAPI, Starlette, aiohttp,
Pyramid), it is in time for errors that nobody handles, and too late for those that the handler
reports itself: such handlers are *unknown*, and nothing is reported.

## Why is this bad?

Sentry captures an error when it is raised out of the handler. A tag that is set later is on no
event of this request: the handler that fails is the one whose error links to no session.

## Example

```python
@app.after_request
def tag_openreplay_session(response):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return response
```

## Use instead

```python
@app.before_request
def tag_openreplay_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
```

## Fix safety

Unsafe, since code runs at another time than before. In a middleware the statements that read the
header and set the tag are moved to before the request is handed on, unless they depend on anything
that happens between. A function of Flask, Quart, Bottle or Sanic that does nothing else is
registered as a hook that runs before handlers. There is no fix otherwise.

## References

- [Flask: hooks](https://flask.palletsprojects.com/en/stable/lifecycle/#how-a-request-is-handled)
- [Django: middleware](https://docs.djangoproject.com/en/stable/topics/http/middleware/)
- [Sentry: customize tags](https://docs.sentry.io/platforms/python/enriching-events/tags/)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.diagnostics import Applicability, Diagnostic, Related, Severity
from replaytag.evaluator.values import definition
from replaytag.rules.base import Example, RuleMeta
from replaytag.rules.late_fixes import earlier_fix

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.late import LateTag

META = RuleMeta(
    code="RT304",
    name="hook-too-late",
    severity=Severity.ERROR,
    summary="The tag is set only after the handler has run, when its error is reported.",
    fixable=Applicability.UNSAFE,
)

_APP = """\
import sentry_sdk
from flask import Flask, request

sentry_sdk.init()
app = Flask(__name__)


{hook}

@app.get("/")
def index():
    raise RuntimeError("the kettle is empty")
"""
_HOOK = """\
@app.{name}
def tag_openreplay_session({parameters}):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token){end}
"""
_IN_TIME = _HOOK.format(name="before_request", parameters="", end="")
_AFTER = _HOOK.format(
    name="after_request", parameters="response", end="  # expect: RT304\n    return response"
)
_MIDDLEWARE = """\
import sentry_sdk
from fastapi import FastAPI

sentry_sdk.init()
app = FastAPI()


@app.middleware("http")
async def tag_openreplay_session(request, call_next):
{body}

@app.get("/")
async def index():
    raise RuntimeError("the kettle is empty")
"""
_BEFORE_CALL = """\
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
    response = await call_next(request)
    return response
"""
_AFTER_CALL = """\
    response = await call_next(request)
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT304
    return response
"""
_IN_FINALLY = """\
    try:
        return await call_next(request)
    finally:
        if token := request.headers.get("X-OpenReplay-SessionToken"):
            sentry_sdk.set_tag("openReplaySessionToken", token){expect}
"""
_ENTRY = """

def middleware(inner):
    def outer(environ, start_response):
        try:
            return inner(environ, start_response)
        finally:
            if token := environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
                sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT304

    return outer


app.wsgi_app = middleware(app.wsgi_app)
"""

VALID = (
    Example(_APP.format(hook=_IN_TIME)),
    # A second hook that sets the tag again does no harm.
    Example(
        _APP.format(hook=f"{_IN_TIME}\n\n{_AFTER}".replace("  # expect: RT304", "")).replace(
            "def tag_openreplay_session(response)", "def tag_again(response)"
        )
    ),
    # Another team's tag may say what came of the request.
    Example(
        _APP.format(hook=_AFTER.replace("openReplaySessionToken", "session")).replace(
            "  # expect: RT304", ""
        )
    ),
    Example(_MIDDLEWARE.format(body=_BEFORE_CALL)),
    # Errors pass through it on their way to where Sentry captures them.
    Example(_MIDDLEWARE.format(body=_IN_FINALLY.format(expect=""))),
    Example({"tests/test_app.py": _APP.format(hook=_AFTER).replace("  # expect: RT304", "")}),
)

INVALID = (
    Example(_APP.format(hook=_AFTER), _APP.format(hook=_IN_TIME)),
    Example(_MIDDLEWARE.format(body=_AFTER_CALL), _MIDDLEWARE.format(body=_BEFORE_CALL)),
    # What is returned depends on the response, so it stays where it is.
    Example(
        _APP.format(
            hook=_AFTER.replace(
                "    return response", '    response.headers["X-Tagged"] = "1"\n    return response'
            )
        )
    ),
    # Flask answers for an error within `wsgi_app`, and Sentry has captured it by then.
    Example(_APP.format(hook=_ENTRY.lstrip())),
)


def check(project: Project) -> Iterable[Diagnostic]:
    for late in project.late:
        yield _diagnostic(project, late)


def _diagnostic(project: Project, late: LateTag) -> Diagnostic:
    app = late.node.app
    recipe = project.frameworks[app.framework].recipe(project.ev, app, project.contract)
    related = []
    after = late.attempt.after
    if after is not None:
        related.append(Related(after, "the request is handed on here"))
        help = "Set it before the request is handed on."
    else:
        help = f"{recipe.message}."
    name = ""
    if late.hook is not None:
        target = definition(late.hook.target)
        name = f" by `{target.name}`" if target is not None else ""
        if late.hook.place != late.attempt.place:
            related.append(Related(late.hook.place, "this is registered here"))
    return META.diagnostic(
        late.attempt.place,
        f"The tag `{project.tag_of(late.attempt)}` is set{name} only after the handler has run, "
        "when an error of it is reported already",
        help=help,
        related=related,
        fix=earlier_fix(project, late),
    )
