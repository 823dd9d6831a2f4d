import asyncio
import logging

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

log = logging.getLogger(__name__)

ROOMS = {"1": "Bronze age", "2": "Iron age"}


async def room(request: Request):  # handler: uncovered
    await asyncio.sleep(0.02)
    return JSONResponse({"title": ROOMS[request.path_params["number"]]})


def audio(request: Request):  # handler: uncovered
    number = request.path_params["number"]
    try:
        with open(f"/srv/audio/{number}.txt") as text:
            return JSONResponse({"text": text.read()})
    except OSError:
        log.exception("room %s has no audio guide", number)
        return JSONResponse({"text": ""})


routes = [
    Route("/rooms/{number}", room, name="room"),
    Route("/rooms/{number}/audio", audio),
]
