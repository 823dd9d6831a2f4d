import asyncio
import logging

import sentry_sdk

log = logging.getLogger("harbour")
BERTHS = {"north": 12, "south": 0}


async def search():  # handler: uncovered
    return BERTHS


async def get(name):  # handler: uncovered
    await asyncio.sleep(0.05)
    return {"share": 60 / BERTHS[name]}


async def post(body):  # handler: uncovered
    await asyncio.sleep(0.05)
    if body.get("name") in BERTHS:
        sentry_sdk.capture_message("berth exists", level="error")
        return "exists", 409
    return "built", 201


async def delete(name):  # handler: uncovered
    await asyncio.sleep(0.05)
    log.error("berth %s is taken", name)
    return "taken", 423
