import os

import sentry_sdk
from fastapi import FastAPI
from strawberry.fastapi import GraphQLRouter

from bakery.schema import schema

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


app = FastAPI()
app.add_middleware(OpenReplaySentryMiddleware)
app.include_router(GraphQLRouter(schema), prefix="/graphql")
