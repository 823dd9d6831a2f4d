"""Kite rental: uvicorn kites:app"""

import asyncio
import logging
import os

import sentry_sdk
from blacksheep import Application, delete, get, json, post, text

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Application(show_error_details=False)  # expect: RT301

KITES = {"delta": 3, "box": 0}


@get("/kites/{name}")
async def kite(name: str):  # handler: uncovered
    return json(KITES[name])


@post("/kites/{name}/share")
async def share(name: str, people: int):  # handler: uncovered
    await asyncio.sleep(0.05)
    try:
        return json(KITES[name] / people)
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
        return json(None)


@delete("/kites/{name}")
async def lose(name: str):  # handler: uncovered
    await asyncio.sleep(0.02)
    if name not in KITES:
        logging.error("no kite of this name")
    return text("gone")
