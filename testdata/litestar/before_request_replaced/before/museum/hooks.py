import sentry_sdk
from litestar import Request

OPEN = True


async def begin(request: Request) -> None:
    token = request.headers.get("x-openreplay-sessiontoken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


def only_when_open(request: Request) -> str | None:
    return None if OPEN else "closed"
