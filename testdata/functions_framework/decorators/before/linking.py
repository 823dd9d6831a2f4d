from functools import wraps

from sentry_sdk import set_tag


def linked(function):
    @wraps(function)
    def inner(request, *args):
        if token := request.headers.get("x-openreplay-sessiontoken"):
            set_tag("openReplaySessionToken", token)
        return function(request, *args)

    return inner
