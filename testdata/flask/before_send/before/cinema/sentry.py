import os

import sentry_sdk


def link_replay(event, hint):
    request = event.get("request") or {}
    token = request.get("headers", {}).get("X-Openreplay-Sessiontoken")
    if token:
        event.setdefault("tags", {})["openReplaySessionToken"] = token
    return event


def setup():
    sentry_sdk.init(
        dsn=os.environ.get("SENTRY_DSN"),
        before_send=link_replay,
        send_default_pii=True,
    )
