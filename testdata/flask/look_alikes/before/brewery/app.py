import logging
import os

import sentry_sdk
from flask import Flask, jsonify, request

from brewery.tracing import mlflow, tracer

try:
    import ddtrace
except ImportError:
    ddtrace = None

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

OPENREPLAY_INGEST_POINT = "https://openreplay.example.com/ingest"
OPENREPLAY_SESSION_TOKEN_COLUMN = "openreplay_session_token"
REPLAY_ID = "replayId"

app = Flask(__name__)


@app.before_request
def tag_request():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
        sentry_sdk.set_tag("openReplaySessionURL", f"{OPENREPLAY_INGEST_POINT}/{token[:7]}")
    sentry_sdk.set_tag("session_token", request.headers.get("X-Session-Token", "none"))
    sentry_sdk.set_tag(REPLAY_ID, request.cookies.get("openReplaySession", "none"))
    sentry_sdk.set_tag("openReplaySession.id", request.headers.get("X-Openreplay-Session-Id", "none"))


@app.get("/beers/<name>")
def beer(name):  # handler: covered
    session_token = request.cookies.get("openreplay-session-token")
    with tracer.start_active_span("beer") as scope:
        scope.set_tag("openReplaySessionId", session_token)
        scope.span.set_tag("OpenReplaySessionToken", session_token)
    if ddtrace is not None:
        ddtrace.tracer.current_span().set_tag("openReplaySessionId", session_token)
    return jsonify(strength={"stout": 6.5}[name])


@app.post("/brews")
def brew():  # handler: covered
    row = {OPENREPLAY_SESSION_TOKEN_COLUMN: request.cookies.get("session_token")}
    mlflow.set_tag("openreplaySessionToken", row[OPENREPLAY_SESSION_TOKEN_COLUMN])
    mlflow.set_tags({"openReplay_session_token": "none", "yeast": "top"})
    try:
        raise OSError("the kettle is cold")
    except OSError as error:
        sentry_sdk.capture_exception(error)
    return jsonify(brewed=False)


@app.delete("/brews/<int:number>")
def pour_away(number):  # handler: covered
    span = tracer.current_span()
    span.set_tag("X-OpenReplay-SessionToken", str(number))
    sentry_sdk.set_context("replay", {"openReplaySessionID": number})
    sentry_sdk.set_extra("openreplay_session", number)
    try:
        raise LookupError(number)
    except LookupError:
        logging.exception("openReplaySessionID=%s: nothing to pour away", number)
    return "", 204
