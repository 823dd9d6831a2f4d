import os

import sentry_sdk
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from museum import desk, guide

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


async def home(request):
    return PlainTextResponse("open until 18:00")


async def not_found(request, exc):
    return PlainTextResponse("no such page", status_code=404)


routes = [
    Route("/", home),
    Mount("/desk", routes=desk.routes),
    *guide.routes,
]


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket"):
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    token = value.decode("latin-1")
                    sentry_sdk.set_tag("openReplaySessionToken", token)
                    break
        await self.app(scope, receive, send)


app = Starlette(routes=routes, exception_handlers={404: not_found})
app.add_middleware(OpenReplaySentryMiddleware)
