import asyncio
import os

import sentry_sdk
from ariadne import QueryType, make_executable_schema
from ariadne.asgi import GraphQL
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

query = QueryType()


@query.field("depth")
async def depth(*_):
    await asyncio.sleep(0.02)
    raise LookupError("no sonde")


class ReplayMiddleware:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            token = dict(scope["headers"]).get(b"x-openreplay-sessiontoken")
            if token:
                sentry_sdk.set_tag("openReplaySessionToken", token.decode())
        await self.app(scope, receive, send)


schema = make_executable_schema("type Query { depth: Int }", query)
app = Starlette(
    routes=[
        Mount("/graphql", GraphQL(schema)),  # handler: covered
    ],
    middleware=[Middleware(ReplayMiddleware)],
)
