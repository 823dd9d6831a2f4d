import os

import sentry_sdk

from orchard.tags import OpenReplayTag

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

TREES = []


def application(environ, start_response):
    if not environ["PATH_INFO"].startswith("/trees/"):
        start_response("404 Not Found", [])
        return [b""]
    start_response("200 OK", [("Content-Type", "text/plain")])
    try:
        return [TREES[int(environ["PATH_INFO"].rpartition("/")[2])]]
    except IndexError as error:
        sentry_sdk.capture_exception(error)
        return [b"bare"]


application = OpenReplayTag(application)
