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
async def show_vehicle(vehicle: str):  # handler: uncovered
    latitude, longitude = await store.position(vehicle)
    return {"latitude": latitude, "longitude": longitude}


@api.delete("/vehicles/{vehicle}", status_code=204)
def retire_vehicle(vehicle: str):  # handler: uncovered
    store.POSITIONS.pop(vehicle, None)


@api.websocket("/vehicles/{vehicle}/live")
async def live_position(socket: WebSocket, vehicle: str):  # handler: uncovered
    await socket.accept()
    try:
        while True:
            await socket.receive_text()
            await socket.send_json(store.POSITIONS[vehicle])
    except WebSocketDisconnect:
        log.info("%s has no listener any more", vehicle)


@admin.post("/import")
def import_vehicles():  # handler: uncovered
    try:
        return {"imported": len(open("/srv/fleet/vehicles.csv").readlines())}
    except OSError:
        log.exception("vehicle list cannot be imported")
        return {"imported": 0}


# What uvicorn serves; it carries the two others.
app = fastapi.FastAPI(openapi_url=None)  # expect: RT301
app.mount("/api", api)
app.mount("/admin", admin)


@app.get("/version")
async def version():  # handler: uncovered
    await asyncio.sleep(0.02)
    try:
        return {"version": os.environ["FLEET_VERSION"]}
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return {"version": "unknown"}


@app.websocket("/echo")
async def echo(socket: WebSocket):  # handler: uncovered
    await socket.accept()
    await socket.send_text(await socket.receive_text())
    await socket.close()
