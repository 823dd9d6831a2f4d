import os

import sentry_sdk
from quart import Quart, request, request_started, websocket, websocket_started

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

observatory = Quart("observatory")


@request_started.connect_via(observatory)
async def remember_session(sender, **extra):
    tag(request.headers.get("X-OpenReplay-SessionToken"))


@websocket_started.connect_via(observatory)
async def remember_session_of_socket(sender, **extra):
    tag(websocket.headers.get("X-OpenReplay-SessionToken"))


def tag(token):
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@observatory.get("/stars/<int:number>")
async def star(number):  # handler: covered
    return str(1 / number)


@observatory.websocket("/sky")
async def sky():  # handler: covered
    while True:
        await websocket.send(await websocket.receive())
