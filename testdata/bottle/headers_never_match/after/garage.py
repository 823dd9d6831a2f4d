"""A garage: every handler looks for the header in its own wrong way."""

import os

import sentry_sdk
from bottle import Bottle, request

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Bottle()


def tag(token):
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@app.get("/cars/<plate>")
def car(plate):
    tag(request.environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"))
    raise LookupError(plate)


@app.post("/cars")
def park():
    tag(request.get_header("X-OpenReplay-SessionToken"))
    sentry_sdk.capture_message("a car is parked")
    return "left"


@app.get("/doors")
def doors():
    tag(request.headers.get("X-OpenReplay-SessionToken"))
    return {"open": [][0]}
