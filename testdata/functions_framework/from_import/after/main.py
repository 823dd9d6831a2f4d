import functools
import os

import flask
import sentry_sdk
from functions_framework import http

sentry_sdk.init(os.environ.get("SENTRY_DSN"))


def tag_openreplay_session(function):
    """Tag each request's Sentry events with its OpenReplay session."""

    @functools.wraps(function)
    def wrapper(request):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return function(request)

    return wrapper


@http
@tag_openreplay_session
def convert(request: flask.Request) -> flask.Response:
    amount = request.get_json()["amount"]
    if amount < 0:
        sentry_sdk.capture_message("a debt")
        flask.abort(400)
    return flask.jsonify(amount=round(100 / amount))
