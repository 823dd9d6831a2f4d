import functools

import sentry_sdk


def link_replay(handler):  # expect: RT303
    @functools.wraps(handler)
    def inner(event, context):
        for name, value in (event.get("headers") or {}).items():
            if value and name.lower() == "x-openreplay-sessiontoken":
                sentry_sdk.set_tag("openReplaySessionToken", value)
        return handler(event, context)

    return inner
