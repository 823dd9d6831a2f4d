"""A timetable. The platform that runs it starts Sentry, before this module is imported."""

import sentry_sdk
from flask import Flask, jsonify, request

from reporting import report

app = Flask(__name__)


@app.before_request
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


DEPARTURES = {"north": [8, 12], "south": []}


@app.get("/departures/<quay>")
def departures(quay):
    return jsonify(first=DEPARTURES[quay][0])


@app.post("/delays")
def add_delay():
    report(OSError("the sea is rough"))
    return "", 204
