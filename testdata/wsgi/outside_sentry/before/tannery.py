"""What tags the request runs before Sentry has opened its scope: the tag stays on the thread."""

import os

import sentry_sdk
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class SessionTag:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        if "HTTP_X_OPENREPLAY_SESSIONTOKEN" in environ:
            sentry_sdk.set_tag(  # expect: RT402
                "openReplaySessionToken", environ["HTTP_X_OPENREPLAY_SESSIONTOKEN"]
            )
        return self.app(environ, start_response)


def tannery(environ, start_response):  # expect: RT301  # handler: uncovered
    if environ["PATH_INFO"] == "/hides":
        raise LookupError("no hides")
    start_response("404 Not Found", [])
    return [b""]


application = SessionTag(SentryWsgiMiddleware(tannery))
