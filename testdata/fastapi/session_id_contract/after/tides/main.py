import sentry_sdk
from fastapi import FastAPI

from tides.api import router


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket"):
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    token = value.decode("latin-1")
                    head = token.split(".")[0]
                    if (
                        head != token
                        and len(head) < 14
                        and head.isascii()
                        and head.isalnum()
                    ):
                        sentry_sdk.set_tag("openReplaySession.id", str(int(head, 36)))
                    break
        await self.app(scope, receive, send)


def build() -> FastAPI:
    sentry_sdk.init()
    api = FastAPI(title="Tides")
    api.add_middleware(OpenReplaySentryMiddleware)
    api.include_router(router, prefix="/tides")
    return api
