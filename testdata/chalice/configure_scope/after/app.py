"""As OpenReplay's documentation has it: each view tags its own scope."""

import logging
import os

import sentry_sdk
from chalice import Chalice

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Chalice(app_name="bakery")
BREADS = {"rye": 4, "spelt": 0}


@app.route("/breads/{name}")
def bread(name):
    if app.current_request.headers.get('X-OpenReplay-SessionToken'):
        sentry_sdk.set_tag('openReplaySessionToken', app.current_request.headers.get('X-OpenReplay-SessionToken'))
    return {"share": 1 / BREADS[name]}


@app.route("/orders", methods=["POST"])
def order():
    set_session_tag()
    try:
        raise ConnectionError("the till does not answer")
    except ConnectionError as error:
        sentry_sdk.capture_exception(error)
    return {"order": None}


@app.route("/ovens", methods=["POST"])
def heat():
    set_session_tag()
    try:
        raise OSError("the oven is out of order")
    except OSError:
        logging.exception("no heat")
    return {"degrees": 20}


def set_session_tag():
    token = app.current_request.headers.get("x-openreplay-sessiontoken")
    if not token:
        return
    sentry_sdk.set_tag("openReplaySessionToken", token)
