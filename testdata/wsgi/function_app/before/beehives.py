"""Weights of beehives, for a display in the shed: no framework, one function."""

import os
from wsgiref.simple_server import make_server

import sentry_sdk

from harvest import honey

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

WEIGHTS = {"1": 42}


def application(environ, start_response):  # expect: RT301  # handler: uncovered
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


def weight(number):
    try:
        return str(WEIGHTS[number])
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return "no weight"


if __name__ == "__main__":
    make_server("", 8000, application).serve_forever()
