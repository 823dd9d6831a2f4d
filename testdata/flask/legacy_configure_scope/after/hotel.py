"""Written for sentry-sdk 0.x, and left alone since."""

import logging
import os

import sentry_sdk
from flask import Flask, jsonify, request
from sentry_sdk import capture_exception
from sentry_sdk.integrations.flask import FlaskIntegration
from sentry_sdk.integrations.logging import LoggingIntegration

sentry_sdk.init(
    dsn=os.environ["SENTRY_DSN"],
    integrations=[FlaskIntegration(), LoggingIntegration(event_level=logging.ERROR)],
)

app = Flask(__name__)
ROOMS = {101: 2, 102: None}


@app.before_request
def set_scope():
    sentry_sdk.set_extra("path", request.path)
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@app.route("/rooms/<int:number>")
def room(number):
    return jsonify(beds=ROOMS[number] + 1)


@app.route("/rooms/<int:number>/clean", methods=["POST"])
def clean(number):
    try:
        ROOMS[number]["state"] = "clean"
    except TypeError:
        capture_exception()
    return "", 204


@app.route("/keys", methods=["POST"])
def keys():
    try:
        raise OSError("the printer is out of cards")
    except OSError:
        app.logger.exception("no key")
    return jsonify(printed=0)
