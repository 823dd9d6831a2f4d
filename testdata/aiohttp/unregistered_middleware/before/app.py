import os

import sentry_sdk
from aiohttp import web

from middleware import no_cache

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


async def song(request):  # handler: uncovered
    return web.json_response({"title": SONGS[request.match_info["id"]]})


SONGS = {"1": "Rain"}


def make_app():
    app = web.Application(middlewares=[
        no_cache,
    ])
    app.router.add_get("/songs/{id}", song)
    return app
