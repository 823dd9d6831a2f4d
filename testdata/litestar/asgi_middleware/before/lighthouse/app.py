import asyncio
import logging
import os

import sentry_sdk
from litestar import Controller, Litestar, Request, Response, get, websocket_listener

from lighthouse.replay import ReplayMiddleware

sentry_sdk.init(os.environ.get("SENTRY_DSN"))


class FogError(Exception):
    pass


class Lamp(Controller):
    path = "/lamp"

    @get()
    async def status(self) -> str:  # handler: covered
        raise RuntimeError("the lamp is broken")

    @get("/range")
    async def distance(self, miles: int) -> int:  # handler: covered
        await asyncio.sleep(0.05)
        if miles > 20:
            sentry_sdk.capture_message("too far", level="error")
        return miles


@get("/fog")
async def fog() -> None:  # handler: covered
    raise FogError("thick")


@websocket_listener("/horn")
async def horn(data: str) -> str:  # handler: uncovered
    return data.upper()


def foggy(request: Request, error: FogError) -> Response[str]:
    logging.error("fog: %s", error)
    return Response("stay in port", status_code=503)


app = Litestar(
    route_handlers=[Lamp, fog, horn],
    middleware=[ReplayMiddleware()],
    exception_handlers={FogError: foggy},
)
