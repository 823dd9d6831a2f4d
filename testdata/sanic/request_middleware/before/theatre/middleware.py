import time

from sanic import Request, Sanic
from sentry_sdk import get_isolation_scope

REPLAY_HEADER = "x-openreplay-sessiontoken"


async def start_clock(request: Request) -> None:
    request.ctx.started = time.monotonic()


def link_replay(request: Request) -> None:
    token = request.headers.getone(REPLAY_HEADER, None)
    if token:
        get_isolation_scope().set_tag("openReplaySessionToken", token)


def setup_middleware(app: Sanic) -> None:
    app.register_middleware(start_clock, "request")
    app.register_middleware(link_replay, "request")
