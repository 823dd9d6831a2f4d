"""The tag is set with the response: an error has been reported by then."""

import logging
import os

import sentry_sdk
from flask import Flask, abort, jsonify, request

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
app = Flask(__name__)  # expect: RT301
PLANTS = {"fern": 3, "ivy": 0}


@app.after_request
def link_session(response):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT304
    return response


@app.teardown_request
def count(error):
    sentry_sdk.set_tag("failed", error is not None)


@app.get("/plants/<name>")
def plant(name):  # handler: uncovered
    if name not in PLANTS:
        abort(404)
    return jsonify(share=1 / PLANTS[name])


@app.get("/orders/<name>")
def order(name):  # handler: uncovered
    try:
        return jsonify(PLANTS[name])
    except KeyError:
        logging.exception("no such plant")
        return jsonify(0)
