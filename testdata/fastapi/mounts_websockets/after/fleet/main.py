import asyncio
import logging
import os

import fastapi
import sentry_sdk
from fastapi import WebSocket, WebSocketDisconnect

from fleet import store

log = logging.getLogger("fleet")

if dsn := os.getenv("SENTRY_DSN"):
    sentry_sdk.init(dsn, traces_sample_rate=0)

api = fastapi.FastAPI(title="Fleet API")
admin = fastapi.FastAPI(title="Fleet administration", docs_url=None)


@api.get("/vehicles/{vehicle}")
async def show_vehicle(vehicle: str):
    latitude, longitude = await store.position(vehicle)
    return {"latitude": latitude, "longitude": longitude}


@api.delete("/vehicles/{vehicle}", status_code=204)
def retire_vehicle(vehicle: str):
    store.POSITIONS.pop(vehicle, None)


@api.websocket("/vehicles/{vehicle}/live")
async def live_position(socket: WebSocket, vehicle: str):
    await socket.accept()
    try:
        while True:
            await socket.receive_text()
            await socket.send_json(store.POSITIONS[vehicle])
    except WebSocketDisconnect:
        log.info("%s has no listener any more", vehicle)


@admin.post("/import")
def import_vehicles():
    try:
        return {"imported": len(open("/srv/fleet/vehicles.csv").readlines())}
    except OSError:
        log.exception("vehicle list cannot be imported")
        return {"imported": 0}


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket"):
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    token = value.decode("latin-1")
                    sentry_sdk.set_tag("openReplaySessionToken", token)
                    break
        await self.app(scope, receive, send)


# What uvicorn serves; it carries the two others.
app = fastapi.FastAPI(openapi_url=None)
app.add_middleware(OpenReplaySentryMiddleware)
app.mount("/api", api)
app.mount("/admin", admin)


@app.get("/version")
async def version():
    await asyncio.sleep(0.02)
    try:
        return {"version": os.environ["FLEET_VERSION"]}
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return {"version": "unknown"}


@app.websocket("/echo")
async def echo(socket: WebSocket):
    await socket.accept()
    await socket.send_text(await socket.receive_text())
    await socket.close()
