import os

import sentry_sdk
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware

from replay import ReplayMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def choir(environ, start_response):  # handler: covered
    if environ["PATH_INFO"] == "/rehearsals":
        raise LookupError("nobody rehearses")
    if environ["PATH_INFO"] != "/songs":
        start_response("404 Not Found", [])
        return [b""]
    try:
        song = environ["choir.song"]
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        song = b"silence"
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [song]


application = SentryWsgiMiddleware(ReplayMiddleware(choir))
