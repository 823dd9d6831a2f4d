"""Without Sentry's own middleware nobody opens a scope: all requests share one."""

import os

import sentry_sdk

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


async def mill(scope, receive, send):  # expect: RT301  # handler: uncovered
    token = dict(scope["headers"]).get(b"x-openreplay-sessiontoken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token.decode())  # expect: RT402
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"flour"})


app = mill
