import os

import sentry_sdk
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def tagged(application):
    def tagging(environ, start_response):
        token = environ.get("X-OpenReplay-SessionToken")  # expect: RT103
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return application(environ, start_response)

    return tagging


def quarry(environ, start_response):  # handler: uncovered
    if environ["PATH_INFO"] == "/stones":
        raise LookupError("no stones")
    start_response("404 Not Found", [])
    return [b""]


application = SentryWsgiMiddleware(tagged(quarry))
