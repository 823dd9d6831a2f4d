import logging
import os

import sentry_sdk
from flask import Flask, jsonify, request, request_started

sentry_sdk.init(os.environ.get("SENTRY_DSN"))

app = Flask(__name__)
CARDS = {"moon": 2, "sun": 0}


@request_started.connect_via(app)
def tag_session(sender, **extra):
    if token := request.headers.get("X_OPENREPLAY_SESSIONTOKEN"):
        sentry_sdk.set_tag("openReplaySessionToken", token)


@app.get("/cards/<name>")
def card(name):  # handler: covered
    return jsonify(price=10 // CARDS[name])


@app.post("/cards/<name>")
def order(name):  # handler: covered
    try:
        raise OSError(f"{name} is out of print")
    except OSError as error:
        sentry_sdk.capture_exception(error)
    return "", 202


@app.delete("/cards/<name>")
def remove(name):  # handler: covered
    try:
        CARDS["no-" + name]
    except KeyError:
        logging.exception("not removed")
    return "", 204
