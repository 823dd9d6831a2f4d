import os

import sentry_sdk
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from postbox import letters
from postbox.middleware import TimingMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


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


# Served as postbox.main:app; the first middleware is the outermost.
app = Starlette(
    routes=[
        Route("/letters/{code}", letters.show, methods=["GET"]),
        Route("/letters/{code}", letters.forget, methods=["DELETE"]),
        Route("/letters/{code}/stamp", letters.stamp),
    ],
    middleware=[
        Middleware(OpenReplaySentryMiddleware),
        Middleware(GZipMiddleware, minimum_size=1000),
        Middleware(TimingMiddleware),
    ],
)
