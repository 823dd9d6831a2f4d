import logging
import os

import sentry_sdk
from fastapi import FastAPI, Request

from parcels.middleware import ReplaySessionMiddleware, RequestIdMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = FastAPI()
app.add_middleware(ReplaySessionMiddleware)
app.add_middleware(RequestIdMiddleware)

PARCELS = {"p1": {"weight": 2.5}}


@app.get("/parcels/{code}")
async def parcel(code: str, request: Request):
    return {"request": request.state.request_id, **PARCELS[code]}


@app.get("/parcels/{code}/fee")
def fee(code: str):
    try:
        return {"fee": 4 + PARCELS[code]["weight"]}
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return {"fee": None}


@app.delete("/parcels/{code}")
def drop(code: str):
    try:
        del PARCELS[code]
    except KeyError:
        logging.exception("parcel %s is not here", code)
    return {"parcels": len(PARCELS)}
