"""Written for sentry-sdk 0.x, and left alone since."""

import logging
import os

import sentry_sdk
from flask import Flask, jsonify, request
from sentry_sdk import capture_exception, configure_scope
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
    with configure_scope() as scope:  # expect: RT404
        scope.set_extra("path", request.path)
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            scope.set_tag("openReplaySessionToken", token)


@app.route("/rooms/<int:number>")
def room(number):  # handler: covered
    return jsonify(beds=ROOMS[number] + 1)


@app.route("/rooms/<int:number>/clean", methods=["POST"])
def clean(number):  # handler: covered
    try:
        ROOMS[number]["state"] = "clean"
    except TypeError:
        capture_exception()
    return "", 204


@app.route("/keys", methods=["POST"])
def keys():  # handler: covered
    try:
        raise OSError("the printer is out of cards")
    except OSError:
        app.logger.exception("no key")
    return jsonify(printed=0)
