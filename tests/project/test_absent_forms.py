"""What each framework's forms of a read give without the header, and which of them fail."""

from __future__ import annotations

import pytest

from tests.linked import linked

_SANIC = """\
import sentry_sdk
from sanic import Sanic

sentry_sdk.init()
app = Sanic("shop")


@app.on_request
async def tag(request):
    sentry_sdk.set_tag("openReplaySessionToken", {})


@app.get("/")
async def index(request): ...
"""
_FALCON = """\
import falcon
import sentry_sdk

sentry_sdk.init()


class Tag:
    def process_request(self, req, resp):
        sentry_sdk.set_tag("openReplaySessionToken", {})


class Index:
    def on_get(self, req, resp): ...


app = falcon.App(middleware=[Tag()])
app.add_route("/", Index())
"""
_TORNADO = """\
import sentry_sdk
import tornado.web

sentry_sdk.init()


class Index(tornado.web.RequestHandler):
    def prepare(self):
        sentry_sdk.set_tag("openReplaySessionToken", {})

    def get(self): ...


app = tornado.web.Application([("/", Index)])
"""
_PYRAMID = """\
import sentry_sdk
from pyramid.config import Configurator

sentry_sdk.init()


def factory(handler, registry):
    def tween(request):
        sentry_sdk.set_tag("openReplaySessionToken", {})
        return handler(request)

    return tween


def index(request): ...


config = Configurator()
config.add_tween("app.factory")
config.add_route("index", "/")
config.add_view(index, route_name="index")
"""
_FASTAPI = """\
from typing import Annotated, Optional

import sentry_sdk
from fastapi import Depends, FastAPI, Header

sentry_sdk.init()


def tag(x_openreplay_sessiontoken: {}):
    sentry_sdk.set_tag("openReplaySessionToken", x_openreplay_sessiontoken)


app = FastAPI(dependencies=[Depends(tag)])


@app.get("/")
def index(): ...
"""
_ASGI = """\
import sentry_sdk
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

sentry_sdk.init()


class Tag:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        sentry_sdk.set_tag("openReplaySessionToken", {})
        await self.app(scope, receive, send)


async def index(request): ...


app = Starlette(routes=[Route("/", index)], middleware=[Middleware(Tag)])
"""
_CHALICE = """\
import sentry_sdk
from chalice import Chalice
from sentry_sdk.integrations.chalice import ChaliceIntegration

sentry_sdk.init(integrations=[ChaliceIntegration()])
app = Chalice(app_name="shop")


@app.route("/")
def index():
    with sentry_sdk.configure_scope() as scope:
        scope.set_tag("openReplaySessionToken", {})
    return {{}}
"""
_LAMBDA = """\
import sentry_sdk
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

sentry_sdk.init(integrations=[AwsLambdaIntegration()])


def lambda_handler(event, context):
    sentry_sdk.set_tag("openReplaySessionToken", {})
    return {{}}
"""
_BLACKSHEEP = """\
import sentry_sdk
from blacksheep import Application, Request
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

sentry_sdk.init()
app = Application()


async def tag(request: Request, handler):
    sentry_sdk.set_tag("openReplaySessionToken", {})
    return await handler(request)


app.middlewares.append(tag)


@app.router.get("/")
def index(): ...


served = SentryAsgiMiddleware(app)
"""

_NAME = '"X-OpenReplay-SessionToken"'
_LOWER = '"x-openreplay-sessiontoken"'

# What the tag is set to (`?`: not known), and how the request fails.
FORMS = [
    (_SANIC, "request.headers.x_openreplay_sessiontoken", "''", ""),
    (_SANIC, f"request.headers.getone({_NAME})", "", "call"),
    (_SANIC, f"request.headers.getone({_NAME}, None)", "None", ""),
    (_FALCON, f"req.get_header({_NAME})", "None", ""),
    (_FALCON, f"req.get_header({_NAME}, default='')", "''", ""),
    (_FALCON, f"req.get_header({_NAME}, required=True)", "", "call"),
    (_FALCON, f"req.get_header({_NAME}, True)", "", "call"),
    (_TORNADO, f"self.request.headers.get({_NAME})", "None", ""),
    (_TORNADO, f"self.request.headers[{_NAME}]", "", "subscript"),
    (_PYRAMID, f"request.headers.get({_NAME}, 'none')", "'none'", ""),
    (_PYRAMID, f"request.headers[{_NAME}]", "", "subscript"),
    (_PYRAMID, "request.environ['HTTP_X_OPENREPLAY_SESSIONTOKEN']", "", "subscript"),
    (_FASTAPI, "str = Header(...)", "", "parameter"),
    (_FASTAPI, "str = Header()", "", "parameter"),
    (_FASTAPI, "Annotated[str, Header()]", "", "parameter"),
    (_FASTAPI, "str = Header(None)", "None", ""),
    (_FASTAPI, "str = Header(default='')", "''", ""),
    (_FASTAPI, "Optional[str] = Header(default=None, convert_underscores=True)", "None", ""),
    (_FASTAPI, "Annotated[str | None, Header()] = None", "None", ""),
    (_FASTAPI, "str = Header(default_factory=str)", "?", ""),
    (_ASGI, f"dict(scope['headers']).get(b{_LOWER}, b'').decode()", "''", ""),
    (_CHALICE, f"app.current_request.headers.get({_NAME})", "None", ""),
    (_CHALICE, f"app.current_request.headers[{_NAME}]", "", "subscript"),
    (_LAMBDA, f"event['headers'].get({_LOWER})", "None", ""),
    (_LAMBDA, f"(event.get('headers') or {{}}).get({_LOWER})", "None", ""),
    (_LAMBDA, f"event['headers'][{_LOWER}]", "", "subscript"),
    (_BLACKSHEEP, f"request.get_first_header(b{_NAME})", "None", ""),
    (_BLACKSHEEP, f"request.headers[b{_NAME}]", "?", ""),
]


@pytest.mark.parametrize(("source", "form", "value", "failure"), FORMS)
def test_form(source: str, form: str, value: str, failure: str) -> None:
    project = linked(source.format(form))
    attempt = next(iter(project.run_attempts))

    assert attempt.call.value is not None
    results = project.absence.results(attempt.call.value)
    values = {repr(r.value) if r.kind == "is" else "?" for r in results if r.kind != "raises"}
    assert "/".join(sorted(values)) == value
    assert "".join(failing.kind for failing in project.failing) == failure
