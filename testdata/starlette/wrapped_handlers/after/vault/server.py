import os

import sentry_sdk
from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware

from vault.views import routes


class Vault(Starlette):
    """The app, with what it needs at start."""

    def __init__(self):
        sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
        super().__init__(routes=routes)
        self.add_middleware(CORSMiddleware, allow_origins=["*"], allow_headers=["*"])


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


app = Vault()
app.add_middleware(OpenReplaySentryMiddleware)
