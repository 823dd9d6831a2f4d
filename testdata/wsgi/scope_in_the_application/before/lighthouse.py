import os

import sentry_sdk

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class Lighthouse:
    """The application opens a scope round all that it does."""

    def __init__(self, lamps):
        self.lamps = lamps

    def __call__(self, environ, start_response):  # handler: covered
        with sentry_sdk.isolation_scope() as scope:
            token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN", "")
            if token != "":
                scope.set_tag("openReplaySessionToken", token)
            return self.respond(environ, start_response)

    def respond(self, environ, start_response):
        if not environ["PATH_INFO"].startswith("/lamps/"):
            start_response("404 Not Found", [])
            return [b""]
        start_response("200 OK", [("Content-Type", "text/plain")])
        try:
            return [self.lamps[environ["PATH_INFO"]].encode()]
        except KeyError as error:
            sentry_sdk.capture_exception(error)
            return [b"dark"]


application = Lighthouse({})
