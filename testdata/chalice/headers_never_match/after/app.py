"""A library on Lambda: every view looks for the header in its own wrong way."""

import os

import sentry_sdk
from chalice import Chalice

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Chalice(app_name="library")
BOOKS = {"1": []}


def tag(token):
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@app.route("/books/{number}")
def book(number):
    headers = app.current_request.headers
    tag(headers.get("X-OpenReplay-SessionToken"))
    return {"first": BOOKS[number][0]}


@app.route("/books", methods=["POST"])
def add():
    tag(app.current_request.headers.get("X-OpenReplay-SessionToken"))
    try:
        raise PermissionError("the library is closed")
    except PermissionError as error:
        sentry_sdk.capture_exception(error)
    return {"added": False}


@app.route("/loans", methods=["PUT"])
def lend():
    request = app.current_request.to_dict()
    tag(request["headers"].get("x-openreplay-sessiontoken"))
    app.log.error("no loan for %s", request["method"])
    return {"lent": False}
