from functools import wraps

import sentry_sdk


def scoped(application):
    @wraps(application)
    def wrapper(environ, start_response):
        with sentry_sdk.isolation_scope() as scope:
            if token := environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
                scope.set_tag("openReplaySessionToken", token)
            return application(environ, start_response)

    return wrapper
