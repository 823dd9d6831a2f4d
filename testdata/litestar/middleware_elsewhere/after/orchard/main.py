import sentry_sdk
from litestar import Litestar

from orchard import trees
from orchard.settings import MIDDLEWARE, start_sentry

start_sentry()


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


app = Litestar(route_handlers=[trees.Trees, trees.prune], middleware=[OpenReplaySentryMiddleware, *MIDDLEWARE])
