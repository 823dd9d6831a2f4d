import os

import sentry_sdk
import uvicorn
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

from seedbank import SeedBank

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

bank = SeedBank({"rye": 12})


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


application = SentryAsgiMiddleware(OpenReplaySentryMiddleware(bank), unsafe_context_data=True)

if __name__ == "__main__":
    uvicorn.run(application)
