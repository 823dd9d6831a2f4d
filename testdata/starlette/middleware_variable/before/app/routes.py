import asyncio
import logging

import sentry_sdk
from starlette.responses import JSONResponse
from starlette.routing import Route, Router

COLOURS = {"red": "#f00"}


async def colour(request):  # handler: uncovered
    return JSONResponse({"hex": COLOURS[request.path_params["name"]]})


def invert(request):  # handler: uncovered
    try:
        value = int(request.path_params["hex"], 16)
    except ValueError as error:
        sentry_sdk.capture_exception(error)
        value = 0
    return JSONResponse({"hex": f"#{0xFFFFFF - value:06x}"})


async def add(request):  # handler: uncovered
    await asyncio.sleep(0.02)
    try:
        COLOURS.update(await request.json())
    except ValueError:
        logging.exception("no colours in there")
    return JSONResponse(COLOURS)


router = Router()
router.add_route("/{name}", colour, methods=["GET"])
router.add_route("/", add, methods=["POST"])

routes = [Route("/invert/{hex}", invert)]
