"""The proof notices what it is there to notice: small apps, each with one known fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.runtime.judge import conduct_problems, tag_problems
from tests.runtime.launch import NEEDED, drive
from tests.runtime.spec import SpecError, load

for name in (*NEEDED, "aiohttp", "flask", "starlette", "tornado"):
    pytest.importorskip(name)

FLASK = """
import os
import sentry_sdk
from flask import Flask, request

HEADER, TAG = "X-OpenReplay-SessionToken", "openReplaySessionToken"
{init}
app = Flask(__name__)

{fault}

@app.get("/fail")
def fail():
    raise LookupError
"""
STARLETTE = """
import os
import sentry_sdk
from starlette.applications import Starlette
from starlette.routing import Route

HEADER, TAG = b"x-openreplay-sessiontoken", "openReplaySessionToken"
{init}

async def fail(request):
    raise LookupError

app = Starlette(routes=[Route("/fail", fail)])

{fault}
"""
AIOHTTP = """
import os
import sentry_sdk
from aiohttp import web

HEADER, TAG = "X-OpenReplay-SessionToken", "openReplaySessionToken"
{init}

async def fail(request):
    raise LookupError

app = web.Application()
app.router.add_get("/fail", fail)

{fault}
"""
TORNADO = """
import os
import sentry_sdk
from tornado.web import Application, RequestHandler

HEADER, TAG = "X-OpenReplay-SessionToken", "openReplaySessionToken"
{init}

class Fail(RequestHandler):
    def get(self):
        raise LookupError

{fault}

app = Application([("/fail", Fail)])
"""
INIT = 'sentry_sdk.init(os.environ["SENTRY_DSN"])'
INIT_WITH_LATEST = """
latest = {}

def add_latest(event, hint):
    if "linked" in event.get("tags", {}):
        event["tags"].update(latest)
    return event

sentry_sdk.init(os.environ["SENTRY_DSN"], before_send=add_latest)
"""

FAULTS = {
    "aiohttp right": (
        *(AIOHTTP, "aiohttp", INIT),
        """
@web.middleware
async def tag(request, handler):
    if token := request.headers.get(HEADER):
        sentry_sdk.set_tag(TAG, token)
    return await handler(request)

app.middlewares.append(tag)
""",
        set(),
    ),
    "aiohttp left on the server": (
        *(AIOHTTP, "aiohttp", INIT),
        """
async def tag(request, response):
    if token := request.headers.get(HEADER):
        sentry_sdk.set_tag(TAG, token)

app.on_response_prepare.append(tag)
""",
        {"none for a token", "another's"},
    ),
    "aiohttp shared between tasks": (
        *(AIOHTTP, "aiohttp", INIT_WITH_LATEST),
        """
@web.middleware
async def tag(request, handler):
    if token := request.headers.get(HEADER):
        latest[TAG] = token
        sentry_sdk.set_tag("linked", "yes")
    return await handler(request)

app.middlewares.append(tag)
""",
        {"another's"},
    ),
    "tornado right": (
        *(TORNADO, "tornado", INIT),
        """
def prepare(self):
    if token := self.request.headers.get(HEADER):
        sentry_sdk.set_tag(TAG, token)

Fail.prepare = prepare
""",
        set(),
    ),
    "tornado left on the server": (
        *(TORNADO, "tornado", INIT),
        """
def initialize(self):
    if token := self.request.headers.get(HEADER):
        sentry_sdk.set_tag(TAG, token)

Fail.initialize = initialize
""",
        {"another's"},
    ),
    "tornado shared between requests": (
        *(TORNADO, "tornado", INIT_WITH_LATEST),
        """
def prepare(self):
    if token := self.request.headers.get(HEADER):
        latest[TAG] = token
        sentry_sdk.set_tag("linked", "yes")

Fail.prepare = prepare
""",
        {"another's"},
    ),
    "flask right": (
        *(FLASK, "wsgi", INIT),
        """
@app.before_request
def tag():
    if token := request.headers.get(HEADER):
        sentry_sdk.set_tag(TAG, token)
""",
        set(),
    ),
    "flask untagged": (*(FLASK, "wsgi", INIT), "", {"none for a token"}),
    "flask unguarded": (
        *(FLASK, "wsgi", INIT),
        """
@app.before_request
def tag():
    sentry_sdk.set_tag(TAG, request.headers.get(HEADER))
""",
        {"null", "empty"},
    ),
    "flask left on the thread": (
        *(FLASK, "wsgi", INIT),
        """
def outside(inner):
    def wrapped(environ, start_response):
        if token := environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
            sentry_sdk.set_tag(TAG, token)
        return inner(environ, start_response)
    return wrapped

app_outside = outside(app)
""",
        {"another's"},
    ),
    "flask shared between threads": (
        *(FLASK, "wsgi", INIT_WITH_LATEST),
        """
@app.before_request
def tag():
    if token := request.headers.get(HEADER):
        latest[TAG] = token
        sentry_sdk.set_tag("linked", "yes")
""",
        {"another's"},
    ),
    "starlette left on the server": (
        *(STARLETTE, "asgi", INIT),
        """
def outside(inner):
    async def wrapped(scope, receive, send):
        if token := dict(scope.get("headers", ())).get(HEADER):
            sentry_sdk.set_tag(TAG, token.decode())
        await inner(scope, receive, send)
    return wrapped

app_outside = outside(app)
""",
        {"another's"},
    ),
    "starlette shared between tasks": (
        *(STARLETTE, "asgi", INIT_WITH_LATEST),
        """
class Tag:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if token := dict(scope.get("headers", ())).get(HEADER):
            latest[TAG] = token.decode()
            sentry_sdk.set_tag("linked", "yes")
        await self.app(scope, receive, send)

app.add_middleware(Tag)
""",
        {"another's"},
    ),
}


_LIBRARIES = '["aiohttp", "flask", "starlette", "tornado"]'


@pytest.mark.parametrize(
    ("source", "kind", "init", "fault", "expected"), FAULTS.values(), ids=FAULTS
)
def test_faults_are_noticed(
    tmp_path: Path, source: str, kind: str, init: str, fault: str, expected: set[str]
) -> None:
    """Every fault shows as what it does to the tag, and as nothing else."""
    (tmp_path / "app.py").write_text(source.format(init=init, fault=fault))
    app = "app_outside" if "app_outside" in fault else "app"
    (tmp_path / "runtime.toml").write_text(
        f'[serve]\nkind = "{kind}"\napp = "app:{app}"\nrequires = {_LIBRARIES}\n'
        '[[request]]\npath = "/fail"\nstatus = 500\nevent = "unhandled"\n'
    )
    spec = load(tmp_path)

    report = drive(tmp_path, tmp_path)

    assert conduct_problems(spec, report) == []
    assert {
        _effect(answer["token"], list(event["tags"].values()))
        for answer in report["answers"]
        for event in answer["events"]
    } - {"right"} == expected
    assert bool(tag_problems(spec, report)) == bool(expected)


def _effect(token: str | None, tag: list[str | None]) -> str:
    if tag == ([token] if token else []):
        return "right"
    if not tag:
        return "none for a token"
    return {None: "null", "": "empty"}.get(tag[0], "another's")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('path = "/fail"\nevent = "unhandled"', "status 500, not 200"),
        ('path = "/fail"\nstatus = 500\nevent = "handled"', "not handled"),
        ('path = "/fail"\nstatus = 500\nevent = "none"', "not none"),
        (
            'path = "/fail"\nstatus = 500\nbody = "teapot"\nevent = "unhandled"',
            "'teapot' is not in",
        ),
        ('path = "/no"\nstatus = 404\nevent = "logged"', "events [], not logged"),
    ],
)
def test_conduct_is_compared(tmp_path: Path, row: str, problem: str) -> None:
    """A row that says something else than what the app does is a problem for every probe."""
    (tmp_path / "app.py").write_text(FLASK.format(init=INIT, fault=""))
    (tmp_path / "runtime.toml").write_text(
        f'[serve]\nkind = "wsgi"\napp = "app:app"\nrequires = {_LIBRARIES}\n[[request]]\n{row}\n'
    )
    spec = load(tmp_path)

    problems = conduct_problems(spec, drive(tmp_path, tmp_path))

    assert problems
    assert all(problem in line for line in problems)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[serve]\nkind = "cgi"\napp = "a:b"', "kind must be one of"),
        ('[serve]\nkind = "wsgi"\napp = "a:b"\nport = 80', "no key port"),
        ('[serve]\nkind = "wsgi"', "missing"),
        (
            '[serve]\nkind = "wsgi"\napp = "a:b"\n[[requests]]\npath = "/"',
            "unknown tables: requests",
        ),
        (
            '[serve]\nkind = "wsgi"\napp = "a:b"\n[[request]]\nevent = "lost"',
            "event must be one of",
        ),
    ],
)
def test_bad_specs_are_refused(tmp_path: Path, text: str, message: str) -> None:
    """A ``runtime.toml`` with an unknown or missing entry is not run."""
    (tmp_path / "runtime.toml").write_text(text)

    with pytest.raises(SpecError, match=message):
        load(tmp_path)
