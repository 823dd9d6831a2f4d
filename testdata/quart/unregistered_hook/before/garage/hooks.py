"""What runs before every request."""

import time

import sentry_sdk
from quart import g, request


async def start_clock():
    g.started = time.monotonic()


async def tag_replay():  # expect: RT303
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
