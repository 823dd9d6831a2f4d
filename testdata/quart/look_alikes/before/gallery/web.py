import os

import sentry_sdk
from quart import Quart, request

from gallery import routing

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

web = Quart(__name__)
OPENREPLAY_PROJECT = "openreplay-session-token"


@web.before_request
async def tag_request():
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
    sentry_sdk.set_tag("session_token", request.headers.get("X-Session-Token", "none"))
    sentry_sdk.set_tag("replay", request.cookies.get(OPENREPLAY_PROJECT, "none"))


@web.get("/paintings/<name>")
async def painting(name):  # handler: covered
    return str(routing.humidity({"value": len(name)}))
