import os

import sentry_sdk
from quart import Quart, request

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Quart(__name__)


@app.before_request
async def link_replay():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@app.get("/")
async def index():
    return "hello"
