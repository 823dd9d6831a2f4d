import os

import sentry_sdk
from sanic import Sanic, text

from sewing import machine

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

web = Sanic("sewing")
REPLAY_COOKIE = "openreplay-session-token"


@web.on_request
async def tag_request(request):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    sentry_sdk.set_tag("session_token", request.headers.get("X-Session-Token", "none"))
    sentry_sdk.set_tag("replay", request.cookies.get(REPLAY_COOKIE, "none"))


@web.get("/seams/<number:int>")
async def seam(request, number):  # handler: covered
    return text(str(machine.sew_seam(number)))
