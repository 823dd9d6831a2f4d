import logging
import os

import sentry_sdk
from aiohttp import web

from depot import pallets
from depot.middleware import errors_as_json
from depot.office import make_office

log = logging.getLogger(__name__)


@web.middleware
async def tag_openreplay_session(request, handler):
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return await handler(request)


def init_app():
    app = web.Application(middlewares=[tag_openreplay_session, errors_as_json])
    app["stock"] = {"nails": 40, "glue": 0}
    app.add_routes(pallets.routes)
    app.add_subapp("/office", make_office())
    return app


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
    web.run_app(init_app(), port=8080)
