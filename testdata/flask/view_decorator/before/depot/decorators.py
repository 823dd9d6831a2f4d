import functools

import sentry_sdk
from flask import request

HEADER = "X-OpenReplay-SessionToken"


def traced(kind):
    """Name the transaction after the view, and link its errors to the session's replay."""

    def decorate(view):
        def run(*args, **kwargs):
            sentry_sdk.set_tag("kind", kind)
            if HEADER in request.headers and request.headers[HEADER]:
                sentry_sdk.set_tag("openReplaySessionToken", request.headers[HEADER])
            return view(*args, **kwargs)

        run.__name__ = view.__name__
        return run

    return decorate


def json_body(view):
    @functools.wraps(view)
    def wrapper(*args, **kwargs):
        return view(*args, body=request.get_json(silent=True) or {}, **kwargs)

    return wrapper
