from functools import wraps

import sentry_sdk


def linked(function):  # expect: RT303
    @wraps(function)
    def wrapper(req):
        with sentry_sdk.isolation_scope() as scope:
            token = req.headers.get("X-OpenReplay-SessionToken")
            if token:
                scope.set_tag("openReplaySessionToken", token)
            return function(req)

    return wrapper
