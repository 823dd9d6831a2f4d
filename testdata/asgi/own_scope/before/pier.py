import asyncio
import os

import sentry_sdk

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class Pier:
    async def __call__(self, scope, receive, send):  # handler: covered
        assert scope["type"] == "http"
        status, text = 404, b"no such page"
        if scope["path"] == "/boats":
            await asyncio.sleep(0.02)
            try:
                status, text = 200, scope["boats"]
            except KeyError as error:
                sentry_sdk.capture_exception(error)
                status, text = 200, b"0"
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": text})


class Scoped:
    """Opens a scope for each request: nobody else does."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        with sentry_sdk.isolation_scope() as request_scope:
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    request_scope.set_tag("openReplaySessionToken", value.decode("latin-1"))
            return await self.app(scope, receive, send)


app = Scoped(Pier())
