"""A tea shop: one file, one route that fails."""

import logging
import os

import sentry_sdk
from flask import Flask, abort, jsonify, request

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = Flask(__name__)


@app.before_request
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


PRICES = {"assam": 450, "sencha": 620, "rooibos": None}


@app.get("/teas")
def teas():
    return jsonify(sorted(PRICES))


@app.get("/teas/<name>/price")
def price(name):
    if name not in PRICES:
        abort(404, f"We do not sell {name}.")
    return jsonify(euros=PRICES[name] / 100)


@app.post("/orders")
def order():
    try:
        charge("assam")
    except ConnectionError as error:
        sentry_sdk.capture_exception(error)
        return jsonify(error="try again later"), 503
    return jsonify(ok=True), 201


@app.post("/newsletter")
def subscribe():
    try:
        charge("newsletter")
    except ConnectionError:
        logging.exception("newsletter: subscription failed")
    return "", 204


def charge(what):
    raise ConnectionError(f"no answer from the payment provider for {what}")
