import functools

import sentry_sdk


def with_session(function):  # expect: RT303
    @functools.wraps(function)
    def wrapper(request):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return function(request)

    return wrapper
