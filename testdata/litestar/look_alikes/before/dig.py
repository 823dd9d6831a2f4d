import os

import sentry_sdk
from litestar import Litestar, Request, get, post
from litestar.types import ASGIApp, Receive, Scope, Send

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class Cache:
    """Not the library's decorators."""

    def get(self, key: str):
        def keep(function):
            return function

        return keep

    def set_tag(self, name: str, value: str | None) -> None: ...


cache = Cache()


@cache.get("/finds")
async def no_handler() -> None:
    cache.set_tag("openReplaySessiontoken", "x")


def replay_middleware(app: ASGIApp) -> ASGIApp:
    async def middleware(scope: Scope, receive: Receive, send: Send) -> None:
        headers = Request(scope).headers
        cache.set_tag("openreplay_session_token", headers.get("X-Session"))
        if token := headers.get("X-OpenReplay-SessionToken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        await app(scope, receive, send)

    return middleware


@get("/finds")
async def finds() -> list[str]:  # handler: covered
    return []


@post("/finds")
async def find(data: dict[str, str]) -> str | None:  # handler: covered
    return data.get("openReplaySessionToken")


app = Litestar(route_handlers=[finds, find], middleware=[replay_middleware])
