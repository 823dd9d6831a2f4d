import asyncio
import logging
import os

import sentry_sdk
from aiohttp import web

from orchard.web.middleware import setup_middlewares, timing
from orchard.web.trees import make_trees

log = logging.getLogger(__name__)


async def harvest(request):  # handler: covered
    await asyncio.sleep(0.05)
    try:
        {}["baskets"]
    except KeyError:
        sentry_sdk.capture_exception()
    return web.Response(text="tomorrow")


async def weather(request):  # handler: covered
    await asyncio.sleep(0.05)
    log.error("no weather")
    return web.json_response(None)


HANDLERS = {"harvest": harvest, "weather": weather}


async def make_app():
    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
    app = web.Application(middlewares=(timing("orchard"),))
    setup_middlewares(app)
    for name, handler in HANDLERS.items():
        app.router.add_route("GET", f"/{name}", handler)
    app.add_subapp("/trees", make_trees())
    return app


def main():
    web.run_app(make_app())
