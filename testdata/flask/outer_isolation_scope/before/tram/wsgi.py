"""What gunicorn serves: the app, and around it what must see every request first."""

import sentry_sdk

from tram.app import app


def with_replay(inner):
    def wrapped(environ, start_response):
        token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
        with sentry_sdk.isolation_scope() as scope:
            if token:
                scope.set_tag("openReplaySessionToken", token)
            return inner(environ, start_response)

    return wrapped


application = with_replay(app)
