import os

import sentry_sdk
from aiohttp import web

from members import make_members

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


async def index(request):  # handler: uncovered  # expect: RT302
    return web.Response(text="welcome")


async def search(request):  # handler: uncovered
    return web.json_response({"found": 1 / len(request.query.get("q", ""))})


def make_app(argv=None):
    app = web.Application()
    app.add_routes([web.get("/", index), web.get("/search", search)])
    app.add_subapp("/members", make_members())
    return app
