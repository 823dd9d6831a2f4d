import asyncio
import logging

from aiohttp import web

log = logging.getLogger(__name__)


async def shifts(request):  # handler: uncovered
    await asyncio.sleep(0.05)
    log.error("no shifts for %s", request.match_info["day"])
    return web.json_response([])


async def close(request):  # handler: uncovered
    raise RuntimeError("the office never closes")


def make_office():
    office = web.Application()
    office.add_routes(
        [
            web.get("/shifts/{day}", shifts),
            web.post("/close", close),
        ]
    )
    return office
