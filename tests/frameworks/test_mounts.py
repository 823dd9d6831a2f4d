"""Apps that mount other frameworks: whose hooks run for whom. Each verdict was seen in a run."""

from __future__ import annotations

import textwrap

import pytest

from tests.linked import linked

HEAD = """
import flask
import sentry_sdk
from fastapi import Depends, FastAPI, Request
from flask import Flask
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from werkzeug.middleware.dispatcher import DispatcherMiddleware

class Asgi:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        token = dict(scope["headers"]).get(b"x-openreplay-sessiontoken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token.decode())
        await self.app(scope, receive, send)

class ScopedAsgi(Asgi):
    async def __call__(self, scope, receive, send):
        with sentry_sdk.isolation_scope():
            token = dict(scope["headers"]).get(b"x-openreplay-sessiontoken")
            if token:
                sentry_sdk.set_tag("openReplaySessionToken", token.decode())
            await self.app(scope, receive, send)

class Wsgi:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return self.app(environ, start_response)

class ScopedWsgi(Wsgi):
    def __call__(self, environ, start_response):
        with sentry_sdk.isolation_scope() as scope:
            token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
            if token:
                scope.set_tag("openReplaySessionToken", token)
            return self.app(environ, start_response)

def before():
    token = flask.request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)

def depends(request: Request):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)

inner = Flask("inner")

@inner.get("/inner")
def in_flask():
    ...

async def callable(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})

outer = Flask("outer")
"""

ASGI = {
    "middleware, adapter of Starlette": (
        """
        from starlette.middleware.wsgi import WSGIMiddleware
        app = FastAPI()
        app.add_middleware(Asgi)
        app.mount("/inner", WSGIMiddleware(inner))
        """,
        {"in_flask": "covered"},
    ),
    "middleware, adapter of a2wsgi round what is inside Flask": (
        """
        from a2wsgi import WSGIMiddleware
        app = Starlette(
            routes=[Mount("/inner", app=WSGIMiddleware(inner.wsgi_app, workers=2))],
            middleware=[Middleware(Asgi)],
        )
        """,
        {"in_flask": "covered"},
    ),
    "a dependency does not run for mounts": (
        """
        from a2wsgi import WSGIMiddleware
        app = FastAPI(dependencies=[Depends(depends)])
        app.mount("/inner", WSGIMiddleware(inner))
        """,
        {"in_flask": "uncovered"},
    ),
    "a hook of the app that is mounted": (
        """
        from a2wsgi import WSGIMiddleware
        app = FastAPI()
        app.mount("/inner", WSGIMiddleware(inner))
        inner.before_request(before)
        """,
        {"in_flask": "covered"},
    ),
    "a scope round an adapter alone": (
        """
        from a2wsgi import WSGIMiddleware
        app = ScopedAsgi(WSGIMiddleware(inner))
        """,
        {"in_flask": "covered"},
    ),
    "a tag round an adapter alone leaks": (
        """
        from a2wsgi import WSGIMiddleware
        app = Asgi(WSGIMiddleware(inner))
        """,
        {"in_flask": "uncovered"},
    ),
    "Flask served past what Sentry patches leaks": (
        """
        from a2wsgi import WSGIMiddleware
        inner.before_request(before)
        app = WSGIMiddleware(inner.wsgi_app)
        """,
        {"in_flask": "uncovered"},
    ),
    "a callable of the project": (
        """
        app = FastAPI()
        app.add_middleware(Asgi)
        app.mount("/callable", callable)
        """,
        {"callable": "covered", "in_flask": "uncovered"},
    ),
    "a callable in a mount": (
        """
        app = Starlette(routes=[Mount("/callable", app=callable)])
        """,
        {"callable": "uncovered", "in_flask": "uncovered"},
    ),
    "middleware of a mount is no callable of its own": (
        """
        app = Starlette()
        app.mount("/", Asgi(callable))
        """,
        {"callable": "covered", "in_flask": "uncovered"},
    ),
}

WSGI = {
    "a hook of the other app": ("outer.before_request(before)\napp = {dispatcher}", "uncovered"),
    "a hook of its own": ("inner.before_request(before)\napp = {dispatcher}", "covered"),
    "a scope round both": ("app = ScopedWsgi({dispatcher})", "covered"),
    "a tag round both leaks": ("app = Wsgi({dispatcher})", "uncovered"),
    "a tag inside Sentry's wrapper": ("app = SentryWsgiMiddleware(Wsgi({dispatcher}))", "covered"),
    "inside the outer app, round the dispatcher": (
        "outer.wsgi_app = Wsgi(DispatcherMiddleware(outer.wsgi_app, {{'/inner': inner}}))",
        "covered",
    ),
    "inside the outer app, beside the dispatcher": (
        "outer.wsgi_app = DispatcherMiddleware(Wsgi(outer.wsgi_app), {{'/inner': inner}})",
        "uncovered",
    ),
}

ASGI_IN_WSGI = {
    "app = ASGIMiddleware(fast)": "uncovered",
    "fast.add_middleware(Asgi)\napp = ASGIMiddleware(fast)": "covered",
    # The scope is closed before the body, which is what runs the app.
    "app = ScopedWsgi(ASGIMiddleware(fast))": "unknown",
    "app = Wsgi(ASGIMiddleware(fast))": "uncovered",
}


def _verdicts(tail: str) -> dict[str, str]:
    project = linked(HEAD + textwrap.dedent(tail))
    return {handler.name: handler.coverage for handler in project.handlers()}


@pytest.mark.parametrize(("tail", "verdicts"), ASGI.values(), ids=ASGI)
def test_mounts_of_asgi_apps(tail: str, verdicts: dict[str, str]) -> None:
    assert _verdicts(tail) == verdicts


@pytest.mark.parametrize(("tail", "verdict"), WSGI.values(), ids=WSGI)
def test_dispatchers(tail: str, verdict: str) -> None:
    dispatcher = "DispatcherMiddleware(outer, {'/inner': inner})"

    assert _verdicts(tail.format(dispatcher=dispatcher)) == {"in_flask": verdict}


@pytest.mark.parametrize(("tail", "verdict"), ASGI_IN_WSGI.items(), ids=ASGI_IN_WSGI)
def test_asgi_apps_behind_an_adapter(tail: str, verdict: str) -> None:
    text = f"""
from a2wsgi import ASGIMiddleware
fast = FastAPI()
@fast.get("/")
def in_fastapi():
    ...
{tail}
"""
    assert _verdicts(text)["in_fastapi"] == verdict


@pytest.mark.parametrize(
    "mounted",
    [
        "get_asgi_application()",
        "WSGIMiddleware(get_wsgi_application())",
    ],
)
def test_middleware_runs_for_a_django_project_that_is_mounted(mounted: str) -> None:
    project = linked(
        {
            "shop/settings.py": "ROOT_URLCONF = 'shop.urls'\nMIDDLEWARE = []\n",
            "shop/urls.py": """
                from django.urls import path
                def view(request): ...
                urlpatterns = [path("", view)]
                """,
            "main.py": HEAD
            + textwrap.dedent(f"""
                import os
                from django.core.asgi import get_asgi_application
                from django.core.wsgi import get_wsgi_application
                from starlette.middleware.wsgi import WSGIMiddleware
                os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
                app = FastAPI()
                app.add_middleware(Asgi)
                app.mount("/", {mounted})
                """),
        }
    )
    verdicts = {handler.name: handler.coverage for handler in project.handlers()}

    assert verdicts["view"] == "covered"
