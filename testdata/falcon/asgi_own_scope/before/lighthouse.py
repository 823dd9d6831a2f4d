"""A lighthouse: the app is wrapped in a scope of its own, since nothing else opens one."""

import asyncio
import os

import falcon.asgi
import sentry_sdk

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class ReplayScope:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with sentry_sdk.isolation_scope() as request_scope:
            token = dict(scope["headers"]).get(b"x-openreplay-sessiontoken", b"").decode()
            if token:
                request_scope.set_tag("openReplaySessionToken", token)
            await self.app(scope, receive, send)


class Lamp:
    async def on_get(self, req, resp):  # handler: covered
        await asyncio.sleep(0.02)
        resp.media = {}["lit"]

    async def on_put(self, req, resp):  # handler: covered
        await asyncio.sleep(0.05)
        sentry_sdk.capture_message("lit by hand")


lighthouse = falcon.asgi.App()
lighthouse.add_route("/lamp", Lamp())
app = ReplayScope(lighthouse)
