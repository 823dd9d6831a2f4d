"""A ferry: each view tags its own errors with the session, and never quite right."""

import logging
import os

import sentry_sdk
from flask import Flask, jsonify, request
from sentry_sdk import capture_exception as report

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
app = Flask(__name__)

SEATS = {"car": 0, "bike": 4}


def session_token():
    return request.headers.get("x-openreplay-sessiontoken")


@app.get("/seats/<kind>/price")
def price(kind):
    if session_token():
        sentry_sdk.set_tag("openReplaySessionToken", session_token())
    return jsonify(price=100 // SEATS[kind])


@app.get("/timetable")
def timetable():
    token = session_token()
    if token:
        sentry_sdk.set_tag(key="openReplaySessionToken", value=token)
    try:
        raise TimeoutError("harbour master")
    except TimeoutError as error:
        report(error, tags={"line": "north"})
    return jsonify(departures=[])


@app.post("/tickets")
def buy():
    token = session_token()
    scope = sentry_sdk.get_isolation_scope()
    if token:
        scope.set_tags({'openReplaySessionToken': token, 'line': 'south'})
    try:
        raise LookupError("no printer")
    except LookupError:
        logging.exception("ticket not printed")
    return jsonify(ok=True)


@app.delete("/tickets/<int:number>")
def cancel(number):
    token = session_token()
    if token:
        sentry_sdk.set_tag("open" "ReplaySessionToken", token)
    sentry_sdk.capture_message(f"ticket {number} cancelled", level="warning")
    return "", 204


@app.get("/crew")
def crew():
    token = request.headers.get('X-OpenReplay-SessionToken')
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    with sentry_sdk.new_scope() as local:
        local.set_tag("deck", "upper")
        sentry_sdk.capture_message("who asks?", level="error")
    return jsonify(crew=3)
