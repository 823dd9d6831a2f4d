import asyncio
import logging
import os

import sentry_sdk
from litestar import Litestar, Request, get
from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def replay(connection: ASGIConnection, handler: BaseRouteHandler) -> None:
    if token := connection.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)


@get("/tides/{hour:int}")
async def tide(hour: int, headers: dict[str, str]) -> float:
    if headers.get("x-openreplay-sessiontoken"):
        logging.getLogger(__name__).info("a recorded session")
    return 12 / hour


@get("/tides")
async def tides(request: Request) -> int:
    await asyncio.sleep(0.05)
    sentry_sdk.capture_message("no gauge")
    return 0


app = Litestar([tide, tides], guards=[replay])
