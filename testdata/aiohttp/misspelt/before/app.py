import os

import sentry_sdk
from aiohttp import web

import tagging

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


async def lamp(request):  # handler: uncovered
    return web.json_response({"on": request.app["lamps"][request.match_info["name"]]})


app = web.Application(middlewares=[tagging.tag_session])
app["lamps"] = {}
app.add_routes([web.get("/lamps/{name}", lamp)])
