"""FastAPI and Starlette: where the tagging middleware is written, and how it is registered."""

from __future__ import annotations

import difflib

import pytest

from replaytag.diagnostics import Diagnostic
from replaytag.fixes.apply import apply_edits
from replaytag.project import Project
from replaytag.rules import rt301_missing_header_extraction as rt301
from replaytag.rules import rt303_tagger_not_registered as rt303
from tests.linked import linked

NAME = "OpenReplaySentryMiddleware"

HEAD = """\
import sentry_sdk
from fastapi import FastAPI, Request
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware as GZip
from starlette.routing import Route
import parts


def index(request):
    ...


"""
SERVED = 'app.add_route("/", index)\n'

# What follows the head; the lines that a fix changes, without those of the class.
WRITTEN = {
    "after the app is made": (
        f"app = FastAPI()\n{SERVED}",
        [f"+app.add_middleware({NAME})"],
    ),
    "in a method, on an attribute": (
        "class Server:\n    def __init__(self):\n        self.app = Starlette()\n"
        f"        self.{SERVED}",
        [f"+        self.app.add_middleware({NAME})"],
    ),
    "first in the constructor's list": (
        f"app = FastAPI(middleware=[parts.Middleware(GZip)])\n{SERVED}",
        [
            "-app = FastAPI(middleware=[parts.Middleware(GZip)])",
            f"+app = FastAPI(middleware=[parts.Middleware({NAME}), parts.Middleware(GZip)])",
        ],
    ),
    "in an empty list": (
        f"app = FastAPI(middleware=[])\n{SERVED}",
        [
            "+from starlette.middleware import Middleware",
            "-app = FastAPI(middleware=[])",
            f"+app = FastAPI(middleware=[Middleware({NAME})])",
        ],
    ),
    "behind Sentry's own, in a list with a name": (
        "mws = [parts.Middleware(SentryAsgiMiddleware), parts.Middleware(GZip)]\n"
        f"app = Starlette(middleware=mws)\n{SERVED}",
        [
            "-mws = [parts.Middleware(SentryAsgiMiddleware), parts.Middleware(GZip)]",
            f"+mws = [parts.Middleware(SentryAsgiMiddleware), parts.Middleware({NAME}), "
            "parts.Middleware(GZip)]",
        ],
    ),
    "a list with a name, without Sentry's own": (
        f"mws = [parts.Middleware(GZip)]\napp = FastAPI(middleware=mws)\n{SERVED}",
        [f"+app.add_middleware({NAME})"],
    ),
    "a subclass, which makes its own list": (
        "class App(FastAPI):\n    def __init__(self, middleware):\n        super().__init__()\n\n\n"
        f"app = App(middleware=[])\n{SERVED}",
        [f"+app.add_middleware({NAME})"],
    ),
    "the class is there already": (
        f"from shared import {NAME}\n\napp = FastAPI()\n{SERVED}",
        [f"+app.add_middleware({NAME})"],
    ),
}

UNWRITTEN = {
    "not bound to a name": (
        'def make():\n    return Starlette(routes=[Route("/", index)])\n',
        "the app is not bound to a name by a statement of its own",
    ),
    "behind Sentry's own in a list of another file": (
        f"app = FastAPI(middleware=parts.middleware)\n{SERVED}",
        "it belongs behind `SentryAsgiMiddleware` in a list of middleware that is made elsewhere",
    ),
    "behind Sentry's own, which is added to a list later": (
        "mws = []\nmws.append(parts.Middleware(SentryAsgiMiddleware))\n"
        f"app = FastAPI(middleware=mws)\n{SERVED}",
        "it belongs behind `SentryAsgiMiddleware` in a list of middleware that is made elsewhere",
    ),
}

PARTS = """
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware
from starlette.middleware import Middleware

middleware = [Middleware(SentryAsgiMiddleware)]
"""

CLASS = """
class Tagging:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        for name, value in scope["headers"]:
            if name == b"x-openreplay-sessiontoken":
                sentry_sdk.set_tag("openReplaySessionToken", value.decode())
        await self.app(scope, receive, send)
"""
FACTORY = """
def tagging(app):
    async def inner(scope, receive, send):
        for name, value in scope["headers"]:
            if name == b"x-openreplay-sessiontoken":
                sentry_sdk.set_tag("openReplaySessionToken", value.decode())
        await app(scope, receive, send)

    return inner
"""
DISPATCH = """
async def tagging(request, call_next):
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return await call_next(request)
"""
DEPENDENCY = """
async def tagging(request: Request):
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
"""
REGISTERED = {
    "a class above the app": (
        f"{CLASS}\n\napp = FastAPI()\n{SERVED}",
        ["+app.add_middleware(Tagging)"],
    ),
    "a class below the app": (
        f"app = FastAPI()\n{SERVED}\n{CLASS}",
        ["+app.add_middleware(Tagging)"],
    ),
    "a factory": (
        f"{FACTORY}\n\napp = Starlette(debug=True)\n{SERVED}",
        ["+app.add_middleware(tagging)"],
    ),
    "a dispatch function below an app of FastAPI": (
        f"app = FastAPI()\n{SERVED}\n{DISPATCH}",
        ['+@app.middleware("http")'],
    ),
    "a dispatch function above an app of FastAPI": (
        f"{DISPATCH}\n\napp = FastAPI()\n{SERVED}",
        ['+app.middleware("http")(tagging)'],
    ),
    "a dispatch function below an app of Starlette": (
        f"app = Starlette()\n{SERVED}\n{DISPATCH}",
        [
            "+from starlette.middleware.base import BaseHTTPMiddleware",
            "+app.add_middleware(BaseHTTPMiddleware, dispatch=tagging)",
        ],
    ),
    "a class with more than one argument": (
        f"{CLASS.replace('(self, app)', '(self, app, tag)')}\n\napp = FastAPI()\n{SERVED}",
        [],
    ),
    "a dependency": (f"app = FastAPI()\n{SERVED}\n{DEPENDENCY}", []),
}


@pytest.mark.parametrize(("text", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_the_class_is_written_and_registered(text: str, expected: list[str]) -> None:
    project = linked({"app.py": HEAD + text, "parts.py": PARTS})
    (node,) = project.apps.served()
    recipe = project.frameworks["fastapi"].recipe(project.ev, node.app, project.contract)
    own = recipe.snippet.partition("add_middleware")[0].splitlines()

    (found,) = rt301.check(project)

    assert [line for line in _changed(project, found) if line[1:] not in own] == expected


@pytest.mark.parametrize(("text", "reason"), UNWRITTEN.values(), ids=UNWRITTEN)
def test_where_no_place_is_certain(text: str, reason: str) -> None:
    project = linked({"app.py": HEAD + text, "parts.py": PARTS})

    (found,) = rt301.check(project)

    assert found.fix is None
    assert reason in found.help
    assert f"class {NAME}:" in found.snippet


@pytest.mark.parametrize(("text", "expected"), REGISTERED.values(), ids=REGISTERED)
def test_existing_middleware_is_registered(text: str, expected: list[str]) -> None:
    (found,) = rt303.check(project := linked({"app.py": HEAD + text, "parts.py": PARTS}))

    assert _changed(project, found) == expected


def test_a_class_of_another_module_is_imported() -> None:
    files = {
        "app.py": f"{HEAD}app = FastAPI()\n{SERVED}",
        "parts.py": PARTS,
        "tags.py": f"import sentry_sdk\n\n{CLASS}",
    }

    (found,) = rt303.check(project := linked(files))

    assert _changed(project, found) == [
        "+from tags import Tagging",
        "+app.add_middleware(Tagging)",
    ]


def _changed(project: Project, found: Diagnostic) -> list[str]:
    """The lines of ``app.py`` that a fix takes away and adds; blank ones do not count."""
    before = project.workspace.read("app.py")
    after = apply_edits(before, found.fix.edits if found.fix else ())
    diff = difflib.unified_diff(before.decode().splitlines(), after.decode().splitlines(), n=0)
    kept = [line for line in diff if not line.startswith(("---", "+++", "@@"))]
    return [line for line in kept if line.strip("+-")]
