"""Weights of beehives, for a display in the shed: no framework, one function."""

import os
from wsgiref.simple_server import make_server

import sentry_sdk

from harvest import honey

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

WEIGHTS = {"1": 42}


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        with sentry_sdk.isolation_scope() as request_scope:
            token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
            if token:
                request_scope.set_tag("openReplaySessionToken", token)
            return self.app(environ, start_response)


def application(environ, start_response):
    parts = environ["PATH_INFO"].strip("/").split("/")
    if parts[0] != "hives" or len(parts) < 2:
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [b"no such hive"]
    if parts[2:] == ["honey"]:
        text = honey(parts[1])
    else:
        text = weight(parts[1])
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [text.encode()]


application = OpenReplaySentryMiddleware(application)


def weight(number):
    try:
        return str(WEIGHTS[number])
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return "no weight"


if __name__ == "__main__":
    make_server("", 8000, application).serve_forever()
