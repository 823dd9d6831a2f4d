import asyncio
import logging
import os

import sentry_sdk
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from bakery.tagging import TagReplayMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

OVENS = {"1": 220, "2": 0}


async def oven(request):  # handler: uncovered
    return JSONResponse({"celsius": OVENS[request.path_params["number"]]})


def minutes(request):  # handler: uncovered
    try:
        return JSONResponse({"minutes": 9000 / OVENS[request.path_params["number"]]})
    except (KeyError, ZeroDivisionError) as error:
        sentry_sdk.capture_exception(error)
        return JSONResponse({"minutes": None})


async def bake(request):  # handler: uncovered
    await asyncio.sleep(0.02)
    try:
        return JSONResponse({"loaves": int(request.query_params["loaves"])})
    except (KeyError, ValueError):
        logging.exception("how many loaves?")
        return JSONResponse({"loaves": 0})


app = Starlette(
    routes=[
        Route("/ovens/{number}", oven),
        Route("/ovens/{number}/minutes", minutes),
        Route("/loaves", bake, methods=["POST"]),
    ]
)
app.add_middleware(TagReplayMiddleware)
