from functools import wraps

import sentry_sdk

HEADER = "X-OpenReplay-SessionToken"


def linked(function):
    @wraps(function)
    def inner(event, context):
        headers = {k.lower(): v for k, v in (event.get("headers") or {}).items()}
        if token := headers.get(HEADER.lower()):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return function(event, context)

    return inner
