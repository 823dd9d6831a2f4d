import logging
import os

import sentry_sdk
from flask import Flask, g, jsonify

from parking.hooks import start_clock, tag_replay

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Flask(__name__)
app.before_request(tag_replay)
app.before_request(start_clock)

DECKS = {"p1": 3, "p2": 0}


@app.get("/decks/<name>")
def deck(name):
    return jsonify(share=1 / DECKS[name], slow=g.started is None)


@app.post("/barrier/open")
def open_barrier():
    try:
        raise ConnectionError("the barrier does not answer")
    except ConnectionError as error:
        sentry_sdk.capture_exception(error)
    return jsonify(open=False), 503


@app.post("/barrier/test")
def test_barrier():
    try:
        raise ConnectionError("the barrier does not answer")
    except ConnectionError:
        logging.exception("test failed")
    return "", 204
