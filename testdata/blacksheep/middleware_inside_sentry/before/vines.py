import asyncio
import logging
import os

import sentry_sdk
from blacksheep import Application, Request, get, json
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

HEADER = b"X-OpenReplay-SessionToken"
VINES = {"hill": 12}


class Replay:
    async def __call__(self, request: Request, handler):
        token = request.headers.get_first(HEADER)
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token.decode())
        return await handler(request)


vineyard = Application()
vineyard.middlewares.append(Replay())


@get("/vines/{slope}")
async def vines(slope: str):  # handler: covered
    return json(VINES[slope])


@get("/vines/{slope}/yield")
async def harvest(slope: str):  # handler: covered
    await asyncio.sleep(0.05)
    try:
        return json(VINES[slope] * 3)
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return json(0)


@get("/frost")
async def frost():  # handler: covered
    await asyncio.sleep(0.02)
    logging.error("frost")
    return json(-2)


app = SentryAsgiMiddleware(vineyard)
