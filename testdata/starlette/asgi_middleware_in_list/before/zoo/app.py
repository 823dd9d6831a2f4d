import logging
import os

import sentry_sdk
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route, WebSocketRoute

from zoo.animals import Animal, Camera
from zoo.sentry import OpenReplayMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def visitors(request):  # handler: covered
    try:
        return JSONResponse({"visitors": int(request.query_params["day"])})
    except (KeyError, ValueError):
        logging.exception("which day?")
        return JSONResponse({"visitors": 0})


api = Starlette(
    routes=[Route("/animals/{name}", Animal), WebSocketRoute("/camera", Camera)]
)

app = Starlette(
    routes=[Route("/visitors", visitors), Mount("/api", app=api)],
    middleware=[Middleware(OpenReplayMiddleware), Middleware(GZipMiddleware)],
)
