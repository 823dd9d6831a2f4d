import os

import sentry_sdk

OPENREPLAY_TAG = "openReplaySessionToken"
OPENREPLAY_HEADER = "x-openreplay-sessiontoken"


def add_replay(event, hint):
    headers = event.get("request", {}).get("headers", {})
    for name, value in headers.items():
        if name.lower() == OPENREPLAY_HEADER and value:
            event.setdefault("tags", {})[OPENREPLAY_TAG] = value
    return event


def setup():
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"), before_send=add_replay)
