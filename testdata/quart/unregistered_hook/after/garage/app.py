import asyncio
import logging
import os

import sentry_sdk
from quart import Quart, g

from garage.hooks import start_clock, tag_replay

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Quart(__name__)
app.before_request(tag_replay)
app.before_request(start_clock)


@app.get("/cars/<int:number>")
async def car(number):
    return {1: "van"}[number]


@app.patch("/cars/<int:number>")
async def repair(number):
    await asyncio.sleep(0.05)
    sentry_sdk.capture_message(f"no parts for {number}")
    return "", 202


@app.get("/lift")
def lift():
    logging.error("the lift is stuck after %s", g.started)
    return "stuck"
