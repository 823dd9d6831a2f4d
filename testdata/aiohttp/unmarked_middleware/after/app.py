import os

import aiohttp.web
import sentry_sdk
from aiohttp import web

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = aiohttp.web.Application()


@web.middleware
async def link_replay(request, handler):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return await handler(request)


app.middlewares.insert(0, link_replay)


async def tide(request):
    return aiohttp.web.json_response({"height": 1 / int(request.match_info["hour"])})


app.router.add_get("/tide/{hour}", tide)
