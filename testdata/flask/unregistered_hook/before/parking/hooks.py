"""What runs before every request."""

import time

from flask import g, request
from sentry_sdk import set_tag

REPLAY_HEADER = "X-OpenReplay-SessionToken"


def start_clock():
    g.started = time.monotonic()


def tag_replay():  # expect: RT303
    token = request.headers.get(REPLAY_HEADER)
    if not token:
        return
    set_tag("openReplaySessionToken", token)
