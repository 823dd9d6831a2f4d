"""Ferry bookings: uvicorn --factory ferry.asgi:create_app"""

import os

import sentry_sdk
from litestar import Litestar
from litestar.config.cors import CORSConfig

from ferry.plugins import TimingPlugin
from ferry.routes import route_handlers


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


def create_app() -> Litestar:
    # Before the app is made: Sentry patches its constructor.
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"), environment=os.environ.get("APP_ENV"))
    return Litestar(
        route_handlers=route_handlers,
        cors_config=CORSConfig(allow_origins=["*"]),
        plugins=[TimingPlugin()],
        openapi_config=None,
        middleware=[OpenReplaySentryMiddleware],
    )
