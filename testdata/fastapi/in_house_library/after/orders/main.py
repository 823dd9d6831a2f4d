import sentry_sdk

from acme.web import Service
from orders.api import router


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


service = Service("orders", docs_url=None)
service.add_middleware(OpenReplaySentryMiddleware)
service.include_router(router)
