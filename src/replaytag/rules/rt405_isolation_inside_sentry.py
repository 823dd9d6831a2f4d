"""Reports a scope of one's own round the rest of a request for which Sentry has opened one.

## What it does

Finds a middleware or a decorator that sets the contract's tag on an `isolation_scope`,
`new_scope` or `push_scope` of its own, and hands the request on inside that block, where Sentry's
integration has opened a scope for the request already.

## Why is this bad?

The integration reports unhandled errors further out, where the block has ended: their events lack
the tag. Only what is reported inside the block, such as a message that is logged, carries it.

Outside of any scope of Sentry's (round a bare WSGI or ASGI app) the same code is right, and
needed.

## Example

```python
@app.middleware("http")
async def tag_openreplay_session(request, call_next):
    with sentry_sdk.isolation_scope() as scope:
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            scope.set_tag("openReplaySessionToken", token)
        return await call_next(request)
```

## Use instead

```python
@app.middleware("http")
async def tag_openreplay_session(request, call_next):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return await call_next(request)
```

## Fix safety

Safe where the block does nothing else with Sentry; unsafe where more is set in it, which then
reaches unhandled errors, too. There is no fix where the scope is handed to other code, or entered
in a function of its own.

## References

- [sentry-python: tags of `new_scope` are not on unhandled errors](https://github.com/getsentry/sentry-python/issues/2857)
- [Sentry: scopes](https://docs.sentry.io/platforms/python/enriching-events/scopes/)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.diagnostics import Applicability, Diagnostic, Related, Severity
from replaytag.rules.base import Example, RuleMeta
from replaytag.rules.closed_scopes import closed_scopes, fix_of, safely_fixed

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.rules.closed_scopes import ClosedScope
    from replaytag.source import Place

META = RuleMeta(
    code="RT405",
    name="isolation-inside-sentry",
    severity=Severity.ERROR,
    summary="A scope round the rest of a request is closed before Sentry reports its errors.",
    fixable=Applicability.SAFE,
)

_FLASK = """\
import functools

import sentry_sdk
from flask import Flask, request

sentry_sdk.init()
app = Flask(__name__)


def replayed(view):
    @functools.wraps(view)
    def outer(*args, **kwargs):
{body}
    return outer


@app.get("/")
@replayed
def index():
    raise RuntimeError("no index")
"""
_READ = 'token = request.headers.get("X-OpenReplay-SessionToken")\n'
_OWN = f"""\
with sentry_sdk.isolation_scope() as scope:{{expect}}
    {_READ}    if token:
        scope.set_tag("openReplaySessionToken", token)
    return view(*args, **kwargs)
"""
_PLAIN = f"""\
{_READ}if token:
    sentry_sdk.set_tag("openReplaySessionToken", token)
return view(*args, **kwargs)
"""
_WRAPPED = """\
import sentry_sdk
from flask import Flask
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware

sentry_sdk.init()
app = Flask(__name__)


@app.get("/")
def index():
    raise RuntimeError("no index")


def replay(inner):
    def outer(environ, start_response):
        with sentry_sdk.isolation_scope() as scope:
            token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
            if token:
                scope.set_tag("openReplaySessionToken", token)
            return inner(environ, start_response)

    return outer


app.wsgi_app = {wrapped}
"""
_FASTAPI = """\
import sentry_sdk
from fastapi import FastAPI

sentry_sdk.init()
app = FastAPI()


@app.middleware("http")
async def replay(request, call_next):
{body}

@app.get("/")
def index():
    raise RuntimeError("no index")
"""
_ASYNC_OWN = """\
with sentry_sdk.{opener}() as scope:{expect}
    # Sent by the browser.
    scope.set_tag("openReplaySessionToken", request.headers.get("X-OpenReplay-SessionToken"))
{more}    return await call_next(request)
"""
_ASYNC_PLAIN = """\
# Sent by the browser.
sentry_sdk.set_tag("openReplaySessionToken", request.headers.get("X-OpenReplay-SessionToken"))
{more}return await call_next(request)
"""


def _flask(body: str) -> str:
    return _FLASK.format(body=_indented(body, 8))


def _fastapi(body: str) -> str:
    return _FASTAPI.format(body=_indented(body, 4))


def _indented(text: str, width: int) -> str:
    return "".join(f"{' ' * width}{line}\n" for line in text.splitlines())


def _async_own(opener: str = "isolation_scope", *, expect: bool = True, more: str = "") -> str:
    comment = "  # expect: RT405" if expect else ""
    return _fastapi(_ASYNC_OWN.format(opener=opener, expect=comment, more=more))


VALID = (
    Example(_fastapi(_ASYNC_PLAIN.format(more=""))),
    Example(_flask(_PLAIN)),
    # Flask reports its errors before they come out of `wsgi_app`.
    Example(_WRAPPED.format(wrapped="replay(app.wsgi_app)")),
    Example(_WRAPPED.format(wrapped="SentryWsgiMiddleware(replay(app.wsgi_app))")),
    # Round the whole app there is no other scope.
    Example(_WRAPPED.format(wrapped="app.wsgi_app\nwsgi = replay(app)")),
    # Django reports errors of views before its middlewares get them.
    Example(
        {
            "shop/settings.py": 'MIDDLEWARE = ["shop.hooks.replay"]\nROOT_URLCONF = "shop.urls"\n',
            "shop/hooks.py": """
                import sentry_sdk

                def replay(get_response):
                    def middleware(request):
                        with sentry_sdk.new_scope() as scope:
                            token = request.headers.get("X-OpenReplay-SessionToken")
                            scope.set_tag("openReplaySessionToken", token)
                            return get_response(request)
                    return middleware
                """,
            "shop/urls.py": """
                from django.urls import path
                from shop.views import index

                urlpatterns = [path("", index)]
                """,
            "shop/views.py": "def index(request):\n    return None\n",
            "manage.py": """
                import os
                import sentry_sdk

                sentry_sdk.init()
                os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
                """,
        }
    ),
    # Another team's tag.
    Example(_async_own(expect=False).replace("openReplaySessionToken", "tenant")),
    # The block ends before the request is handed on: that is another rule's.
    Example(_async_own(expect=False).replace("    return await", "return await")),
)

INVALID = (
    Example(_flask(_OWN.format(expect="  # expect: RT405")), _flask(_PLAIN)),
    Example(_async_own(), _fastapi(_ASYNC_PLAIN.format(more=""))),
    Example(_async_own("new_scope"), _fastapi(_ASYNC_PLAIN.format(more=""))),
    Example(_async_own("push_scope"), _fastapi(_ASYNC_PLAIN.format(more=""))),
    # More is set: unsafe.
    Example(
        _async_own(more='    sentry_sdk.set_tag("tenant", "blue")\n'),
        _fastapi(_ASYNC_PLAIN.format(more='sentry_sdk.set_tag("tenant", "blue")\n')),
    ),
    # The scope is used for more than tags.
    Example(_async_own(more="    request.state.scope = scope\n")),
)


def check(project: Project) -> Iterable[Diagnostic]:
    for scope in closed_scopes(project):
        if scope.wraps:
            yield _diagnostic(project, scope)


def mends(project: Project) -> Iterable[Place]:
    return safely_fixed(project, wraps=True)


def _diagnostic(project: Project, scope: ClosedScope) -> Diagnostic:
    fix, reason = fix_of(project, scope)
    help = "Set the tag by `sentry_sdk.set_tag` without a scope of your own: Sentry has opened one."
    if fix is None:
        help += f" It is not written for you: {reason}."
    return META.diagnostic(
        scope.opener,
        f"The scope of `{scope.block.name}()` round the rest of the request is closed before "
        f"Sentry reports its errors, and the tag `{scope.tag}` is gone with it",
        help=help,
        related=[Related(attempt.place, "the tag is set here") for attempt in scope.attempts],
        fix=fix,
    )
