import asyncio
import logging
import os

import litestar
import sentry_sdk
from litestar.datastructures import State
from litestar.middleware import AbstractMiddleware, DefineMiddleware
from litestar.middleware.rate_limit import RateLimitConfig

sentry_sdk.init(os.environ["SENTRY_DSN"])

THREADS = {"wool": 12, "flax": 8}


class Tenant(AbstractMiddleware):
    def __init__(self, app, header: str = "host"):
        super().__init__(app, exclude="schema")
        self.header = header.encode()

    async def __call__(self, scope, receive, send):
        scope["state"]["tenant"] = dict(scope["headers"]).get(self.header, b"")
        await self.app(scope, receive, send)


@litestar.get("/threads/{name:str}")
async def threads(name: str) -> int:
    return THREADS[name]


@litestar.post("/threads/{name:str}/cut", status_code=200)
async def cut(name: str, data: dict[str, int]) -> int | None:
    await asyncio.sleep(0.05)
    try:
        return THREADS[name] // data["pieces"]
    except ZeroDivisionError:
        sentry_sdk.capture_exception()
        return None


@litestar.route("/weave", http_method=["GET", "POST"])
async def weave(state: State) -> str:
    await asyncio.sleep(0.02)
    logging.error("the loom is jammed")
    return "later"


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


weaving = litestar.Litestar(
    [threads, cut, weave],
    middleware=[
        OpenReplaySentryMiddleware,
        RateLimitConfig(rate_limit=("second", 5000)).middleware,
        DefineMiddleware(Tenant, header="x-tenant"),
    ],
    debug=False,
)
