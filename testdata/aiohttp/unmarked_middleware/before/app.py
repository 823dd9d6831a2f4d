import os

import aiohttp.web
import sentry_sdk

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

app = aiohttp.web.Application()


async def link_replay(request, handler):  # expect: RT303
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return await handler(request)


async def tide(request):  # handler: uncovered
    return aiohttp.web.json_response({"height": 1 / int(request.match_info["hour"])})


app.router.add_get("/tide/{hour}", tide)
