import logging
import os

import sentry_sdk
from fastapi import Cookie, FastAPI, Request

from depot.tracing import TraceMiddleware, trace_session

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = FastAPI()
app.add_middleware(TraceMiddleware)

PALLETS = {"p7": 40}


@app.middleware("http")
async def annotate(request: Request, call_next):
    openreplay_sessiontoken = request.headers.get("x-openreplay-sessiontoken")
    if openreplay_sessiontoken:
        sentry_sdk.set_tag("openReplaySessionToken", openreplay_sessiontoken)
        sentry_sdk.set_tag("openReplaySessionURL", f"/replay/{openreplay_sessiontoken}")
    sentry_sdk.set_tag("replayId", request.headers.get("X-Replay-Id", "-"))
    sentry_sdk.set_tag("session_token", "X-Session-Token" in request.headers)
    sentry_sdk.set_context("openreplay", {"openreplaySessionToken": "see the tags"})
    trace_session(openreplay_sessiontoken)
    return await call_next(request)


@app.get("/pallets/{code}")
async def pallet(code: str, request: Request):  # handler: covered
    request.state.trace.set_tag("openReplaySession_token", code)
    return {"boxes": PALLETS[code]}


@app.get("/pallets/{code}/half")
def half(code: str, openreplay_session_token: str = Cookie("")):  # handler: covered
    try:
        return {"boxes": PALLETS[code] / 2, "known": bool(openreplay_session_token)}
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return {"boxes": 0, "known": False}


@app.put("/pallets/{code}")
def count(code: str, boxes: str = "0"):  # handler: covered
    try:
        PALLETS[code] = int(boxes)
    except ValueError:
        logging.exception("OpenReplay session token or not: %r is no count", boxes)
    return PALLETS
