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
async def threads(name: str) -> int:  # handler: uncovered
    return THREADS[name]


@litestar.post("/threads/{name:str}/cut", status_code=200)
async def cut(name: str, data: dict[str, int]) -> int | None:  # handler: uncovered
    await asyncio.sleep(0.05)
    try:
        return THREADS[name] // data["pieces"]
    except ZeroDivisionError:
        sentry_sdk.capture_exception()
        return None


@litestar.route("/weave", http_method=["GET", "POST"])
async def weave(state: State) -> str:  # handler: uncovered
    await asyncio.sleep(0.02)
    logging.error("the loom is jammed")
    return "later"


weaving = litestar.Litestar(  # expect: RT301
    [threads, cut, weave],
    middleware=[
        RateLimitConfig(rate_limit=("second", 5000)).middleware,
        DefineMiddleware(Tenant, header="x-tenant"),
    ],
    debug=False,
)
