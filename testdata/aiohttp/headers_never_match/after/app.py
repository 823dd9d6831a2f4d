import os

import sentry_sdk
from aiohttp import web

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


@web.middleware
async def tag_session(request, handler):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return await handler(request)


async def greet(request):
    return web.Response(text=request.query["name"])


app = web.Application(middlewares=[tag_session])
app.add_routes([web.get("/greet", greet)])

if __name__ == "__main__":
    web.run_app(app)
