import asyncio
import logging
import os

import sentry_sdk
from quart import Quart, websocket

from radio.middleware import ReplayMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Quart(__name__)
app.asgi_app = ReplayMiddleware(app.asgi_app)


@app.get("/stations/<name>")
async def station(name):  # handler: covered
    return {"south": "98.2"}[name]


@app.post("/stations")
async def add_station():  # handler: covered
    await asyncio.sleep(0.05)
    sentry_sdk.capture_message("a station without a name")
    return "", 422


@app.get("/now")
def now():  # handler: covered
    logging.getLogger("radio").error("no programme")
    return "noise"


@app.websocket("/listen")
async def listen():  # handler: covered
    await websocket.send("tuning")
    logging.getLogger("radio").error("no signal")
