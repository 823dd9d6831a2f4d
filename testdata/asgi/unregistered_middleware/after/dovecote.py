import os

import sentry_sdk
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class Tagging:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    sentry_sdk.set_tag("openReplaySessionToken", value.decode())
        await self.app(scope, receive, send)


async def dovecote(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"doves"})


app = SentryAsgiMiddleware(Tagging(dovecote))
