import asyncio

import sentry_sdk
from aiohttp import web

routes = web.RouteTableDef()


@routes.get("/pallets/{name}")
async def pallet(request):  # handler: uncovered
    stock = request.app["stock"]
    return web.json_response({"share": 100 / stock[request.match_info["name"]]})


@routes.view("/pallets")
class Pallets(web.View):
    async def get(self):  # handler: uncovered
        return web.json_response(sorted(self.request.app["stock"]))

    async def post(self):  # handler: uncovered
        await asyncio.sleep(0.05)
        try:
            self.request.app["stock"].reserve()
        except AttributeError as error:
            sentry_sdk.capture_exception(error)
        return web.json_response({"reserved": False}, status=202)
