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
def car(plate):  # handler: uncovered
    tag(request.environ.get("X-OpenReplay-SessionToken"))  # expect: RT103
    raise LookupError(plate)


@app.post("/cars")
def park():  # handler: uncovered
    tag(request.get_header("X-OpenReplay-Session-Token"))  # expect: RT102
    sentry_sdk.capture_message("a car is parked")
    return "left"


@app.get("/doors")
def doors():  # handler: uncovered
    tag(request.headers.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"))  # expect: RT103
    return {"open": [][0]}
