"""Of what is added to an app with `middleware`, the last runs first."""

import os

import sentry_sdk
from fastapi import FastAPI, Request

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
app = FastAPI()
CABINS = {"a": "aft"}


def deck_of(cabin: str) -> str:
    return {"aft": "lower"}[cabin]


@app.middleware("http")  # expect: RT305
async def link_session(request: Request, call_next):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return await call_next(request)


@app.middleware("http")
async def find_deck(request: Request, call_next):
    request.state.deck = deck_of(request.query_params.get("cabin", "aft"))
    return await call_next(request)


@app.get("/cabins/{name}")
def cabin(name: str):  # handler: covered
    return CABINS[name]
