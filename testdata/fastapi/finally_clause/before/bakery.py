"""The tag is set when an error is on its way to where Sentry captures it: by luck in time."""

import os

import sentry_sdk
from fastapi import FastAPI, Request

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
app = FastAPI()
LOAVES = {"rye": 4, "spelt": 5}


@app.middleware("http")
async def link_session(request: Request, call_next):
    try:
        return await call_next(request)
    finally:
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)


@app.get("/loaves")
async def loaves():  # handler: unknown
    return LOAVES


@app.get("/loaves/{name}")
def price(name: str):  # handler: unknown
    return LOAVES[name]
