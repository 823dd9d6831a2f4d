import asyncio
import logging

import sentry_sdk
from litestar import Litestar, Router, get

from apiary import observing

observing.start()

HIVES = {"oak": 3}


@get("/{hive:str}")
async def frames(hive: str) -> int:  # handler: covered
    return HIVES[hive]


@get("/{hive:str}/honey")
async def honey(hive: str) -> int:  # handler: covered
    await asyncio.sleep(0.05)
    try:
        return HIVES[hive] * 2
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        logging.warning("no hive %s", hive)
        return 0


app = Litestar([Router("/hives", route_handlers=[frames, honey])], plugins=[observing.Observing()])
