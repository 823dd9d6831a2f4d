import logging
import os

import sentry_sdk
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from harbour.replay import wrap

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

SHIPS = {"aurora": {"crew": 0, "load": 900}}


async def ship(request):  # handler: covered
    return JSONResponse(SHIPS[request.path_params["name"]])


def load_per_head(request):  # handler: covered
    vessel = SHIPS["aurora"]
    try:
        return JSONResponse({"load": vessel["load"] / vessel["crew"]})
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
        return JSONResponse({"load": None})


def sign_on(request):  # handler: covered
    try:
        SHIPS[request.path_params["name"]]["crew"] += 1
    except KeyError:
        logging.exception("that ship has sailed")
    return JSONResponse(SHIPS)


harbour = Starlette(
    routes=[
        Route("/ships/{name}", ship, methods=["GET"]),
        Route("/ships/{name}", sign_on, methods=["POST"]),
        Route("/load", load_per_head),
    ]
)
app = wrap(harbour)
