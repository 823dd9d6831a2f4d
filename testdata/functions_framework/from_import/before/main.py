import os

import flask
import sentry_sdk
from functions_framework import http

sentry_sdk.init(os.environ.get("SENTRY_DSN"))


@http
def convert(request: flask.Request) -> flask.Response:  # expect: RT301  # handler: uncovered
    amount = request.get_json()["amount"]
    if amount < 0:
        sentry_sdk.capture_message("a debt")
        flask.abort(400)
    return flask.jsonify(amount=round(100 / amount))
