import os

import sentry_sdk
from aiohttp import web

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


async def tag_session(request, response):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT304, RT402


async def draw(request):  # handler: uncovered
    return web.json_response({"prize": PRIZES[request.match_info["ticket"]]})


PRIZES = {}

app = web.Application()  # expect: RT301
app.on_response_prepare.append(tag_session)
app.router.add_get("/draw/{ticket}", draw)
