import asyncio
import logging

import sentry_sdk
from starlette.responses import JSONResponse
from starlette.routing import Route

FILMS = {"7": {"title": "Metropolis", "minutes": 153}}


async def film(request):  # handler: covered
    return JSONResponse(FILMS[request.path_params["number"]])


def hours(request):  # handler: covered
    try:
        minutes = FILMS[request.path_params["number"]]["minutes"]
        return JSONResponse({"hours": minutes / 60})
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return JSONResponse({"hours": None})


async def rate(request):  # handler: covered
    await asyncio.sleep(0.02)
    try:
        return JSONResponse({"stars": int((await request.body()).decode())})
    except ValueError:
        logging.exception("no stars for %s", request.path_params["number"])
        return JSONResponse({"stars": 0})


routes = [
    Route("/{number}", film),
    Route("/{number}/hours", hours),
    Route("/{number}/stars", rate, methods=["PUT"]),
]
