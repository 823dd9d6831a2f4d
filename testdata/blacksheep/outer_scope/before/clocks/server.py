import asyncio
import logging
import os

import sentry_sdk
from blacksheep import Application, Router, json

from clocks.replay import ReplayScope

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

router = Router()
application = Application(router=router)
CLOCKS = {"hall": 12}


@router.get("/clocks/{name}")
async def clock(name: str):  # handler: covered
    return json(CLOCKS[name])


@router.get("/clocks/{name}/strike")
async def strike(name: str):  # handler: covered
    await asyncio.sleep(0.05)
    try:
        return json(CLOCKS[name] % 12)
    except KeyError:
        logging.exception("no such clock")
        return json(None)


app = ReplayScope(application)
