import asyncio
import logging
import os
from typing import Annotated

import sentry_sdk
from fastapi import Depends, FastAPI, Header, Request

from weather import names
from weather.middleware import ReplayMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = FastAPI()
app.add_middleware(ReplayMiddleware)

STATIONS = {"berlin": [19.5, 21.0], "oslo": []}


def session_token(request: Request) -> str | None:
    return request.headers.get(names.SESSION_HEADER)


@app.get("/stations/{name}")
async def station(  # handler: uncovered
    name: str,
    token: Annotated[str | None, Depends(session_token)],
):
    return {"readings": STATIONS[name], "signed_in": token is not None}


@app.get("/stations/{name}/mean")
def mean(name: str, x_unit: str = Header("celsius")):  # handler: uncovered
    readings = STATIONS.get(name, [])
    try:
        return {"mean": sum(readings) / len(readings), "unit": x_unit}
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
        return {"mean": None, "unit": x_unit}


@app.post("/readings")
async def add_reading(reading: dict):  # handler: uncovered
    await asyncio.sleep(0.02)
    try:
        STATIONS[reading["station"]].append(float(reading["value"]))
    except (KeyError, ValueError):
        logging.getLogger("weather").exception("odd reading")
    return {"stations": len(STATIONS)}
