"""Warns of hooks that run before the one which tags: their own errors are reported untagged.

## What it does

Looks at the hooks of an app that run before handlers, in the order in which they run: that of
registration for `before_request` and the like, the opposite for `add_middleware` of Starlette and
FastAPI, that of the list for `MIDDLEWARE`, `middleware=[...]` and `middlewares=[...]`. Hooks of the
project that come before the tagger, are registered in the same file and call anything that may fail
are named.

Hooks of libraries are not, nor those that only look at the request, keep the time or write logs.

## Why is this bad?

What fails in such a hook (the look-up of a session, a query, a call of another service) fails for a
visitor whose session is recorded, and the error does not link to it.

## Example

```python
app.before_request(load_user)
app.before_request(tag_openreplay_session)
```

## Use instead

```python
app.before_request(tag_openreplay_session)
app.before_request(load_user)
```

## Fix safety

Unsafe, since hooks run in another order than before. Elements of one list change places; statements
and functions with decorators are moved where that changes nothing else.

## References

- [Django: middleware order](https://docs.djangoproject.com/en/stable/topics/http/middleware/)
- [Starlette: middleware](https://www.starlette.io/middleware/)
- [Flask: how a request is handled](https://flask.palletsprojects.com/en/stable/lifecycle/)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.diagnostics import Applicability, Confidence, Diagnostic, Related, Severity
from replaytag.evaluator.values import definition
from replaytag.rules.base import Example, RuleMeta
from replaytag.rules.order_fixes import place_of, reorder_fix

if TYPE_CHECKING:
    from replaytag.frameworks.records import Hook
    from replaytag.project import Project
    from replaytag.project.turns import LateTurn

META = RuleMeta(
    code="RT305",
    name="hook-not-first",
    severity=Severity.WARNING,
    summary="Other hooks of the app run before the one that tags, and their errors are untagged.",
    fixable=Applicability.UNSAFE,
)

_APP = """\
import sentry_sdk
from flask import Flask, g, request

from shop import find_user

sentry_sdk.init()
app = Flask(__name__)


{hooks}

@app.get("/")
def index():
    raise RuntimeError("the kettle is empty")
"""
_TAG = """\
@app.before_request
def tag_openreplay_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
"""
_USER = """\
@app.before_request
def load_user():
    g.user = find_user(request.headers.get("Authorization"))
"""
_TIMER = """\
@app.before_request
def start_timer():
    g.started = time.perf_counter()
"""
_LIST = """\
import sentry_sdk
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from shop import find_user

sentry_sdk.init()


class Users(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        {users}


class Replay(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        if token := request.headers.get("X-OpenReplay-SessionToken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return await call_next(request)


async def index(request):
    return PlainTextResponse("hello")


app = Starlette(
    routes=[Route("/", index)],
    middleware=[
        {entries}
    ],
)
"""
_BEFORE = """request.state.user = await find_user(request)
        return await call_next(request)"""
_AFTER = """response = await call_next(request)
        await find_user(request)
        return response"""

VALID = (
    Example(_APP.format(hooks=f"{_TAG}\n\n{_USER}")),
    # It keeps the time, and cannot fail.
    Example(
        _APP.format(hooks=f"{_TIMER}\n\n{_TAG}").replace(
            "import sentry", "import time\n\nimport sentry"
        )
    ),
    # What comes after the request is handed on runs once it is tagged.
    Example(_LIST.format(users=_AFTER, entries="Middleware(Users),\n        Middleware(Replay),")),
    Example(_LIST.format(users=_BEFORE, entries="Middleware(Replay),\n        Middleware(Users),")),
    Example(
        {
            "settings.py": """
                ROOT_URLCONF = "urls"
                INSTALLED_APPS = []
                MIDDLEWARE = [
                    "django.middleware.security.SecurityMiddleware",
                    "corsheaders.middleware.CorsMiddleware",
                    "replay.Replay",
                ]
                """,
            "urls.py": """
                from django.http import HttpResponse
                from django.urls import path


                def index(request):
                    return HttpResponse("hello")


                urlpatterns = [path("", index)]
                """,
            "replay.py": """
                import sentry_sdk


                class Replay:
                    def __init__(self, get_response):
                        self.get_response = get_response

                    def __call__(self, request):
                        if token := request.headers.get("X-OpenReplay-SessionToken"):
                            sentry_sdk.set_tag("openReplaySessionToken", token)
                        return self.get_response(request)
                """,
        }
    ),
)

INVALID = (
    Example(
        _APP.format(
            hooks=f"{_USER}\n\n{_TAG}".replace(
                "request\ndef tag", "request  # expect: RT305\ndef tag"
            )
        ),
        _APP.format(hooks=f"{_TAG}\n\n{_USER}"),
    ),
    Example(
        _LIST.format(
            users=_BEFORE,
            entries="Middleware(Users),\n        Middleware(Replay),  # expect: RT305",
        ),
        _LIST.format(users=_BEFORE, entries="Middleware(Replay),\n        Middleware(Users),"),
    ),
)


def check(project: Project) -> Iterable[Diagnostic]:
    for turn in project.late_turns:
        yield _diagnostic(project, turn)


def _diagnostic(project: Project, turn: LateTurn) -> Diagnostic:
    names = [f"`{_name(other)}`" for other in turn.others]
    shown = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    run, their = ("runs", "its") if len(names) == 1 else ("run", "their")
    related = [Related(place_of(project, other), "this runs before it") for other in turn.others]
    tagger = _name(turn.tagger)
    return META.diagnostic(
        place_of(project, turn.tagger),
        f"{shown} {run} before `{tagger}` tags the request, so {their} own errors are untagged",
        help=f"Let `{tagger}` run first.",
        related=related,
        fix=reorder_fix(project, turn),
        confidence=Confidence.MEDIUM,
    )


def _name(hook: Hook) -> str:
    target = definition(hook.target)
    return target.name if target is not None else "a hook"
