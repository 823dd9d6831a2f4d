import asyncio
import logging
import os

import sentry_sdk
from fastapi import FastAPI, WebSocket

from chat.middleware import OpenReplaySentryMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = FastAPI()
rooms = FastAPI()

MEMBERS = {"lobby": ["ann", "ben"]}


@app.get("/members/{room}")
async def members(room: str):  # handler: covered
    await asyncio.sleep(0.02)
    return MEMBERS[room]


@rooms.get("/{room}/host")
def host(room: str):  # handler: covered
    try:
        return {"host": MEMBERS[room][0]}
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return {"host": None}


@rooms.delete("/{room}")
async def close(room: str):  # handler: covered
    await asyncio.sleep(0.02)
    try:
        MEMBERS.pop(room)
    except KeyError:
        logging.exception("room %s is closed already", room)
    return {"rooms": len(MEMBERS)}


@app.websocket("/talk/{room}")
async def talk(socket: WebSocket, room: str):  # handler: covered
    await socket.accept()
    await socket.send_json(MEMBERS[room])
    await socket.close()


app.mount("/rooms", rooms)
app.add_middleware(OpenReplaySentryMiddleware)
