"""Where the ferries are, and who waits for them."""

import asyncio
import logging
import os
from functools import partial

import sentry_sdk
from aiohttp import web

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"), traces_sample_rate=0.0)

logger = logging.getLogger("beacon")


class Ferries:
    def __init__(self, positions):
        self.positions = positions

    async def where(self, request):  # handler: uncovered
        return web.json_response(self.positions[request.match_info["name"]])

    async def nearest(self, count, request):  # handler: uncovered
        await asyncio.sleep(0.05)
        try:
            found = sorted(self.positions)[count]
        except IndexError as error:
            sentry_sdk.capture_exception(error)
            found = None
        return web.json_response(found)


class Beacon:
    def __init__(self, ferries):
        self.app = web.Application(  # expect: RT301
            client_max_size=64 * 1024,
        )
        self.ferries = ferries
        self.waiting = []
        self.add_routes()

    def add_routes(self):
        router = self.app.router
        router.add_get("/ferries/{name}", self.ferries.where)
        router.add_get("/nearest", partial(self.ferries.nearest, 3))
        router.add_view("/waiting", Waiting)
        resource = router.add_resource("/horn")
        resource.add_route("POST", self.horn)
        router.add_get("/live", self.live)
        self.app["waiting"] = self.waiting

    async def horn(self, request):  # handler: uncovered
        await asyncio.sleep(0.05)
        logger.error("the horn is broken")
        return web.Response(text="silence")

    async def live(self, request):  # handler: uncovered
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            await socket.send_str(message.data.upper())
            raise LookupError(message.data)
        return socket


class Waiting(web.View):
    async def put(self):  # handler: uncovered
        self.request.app["waiting"].append(self.request.query["name"])
        return web.Response(status=204)


def run():
    beacon = Beacon(Ferries({"alma": [54.1, 9.2]}))
    web.run_app(beacon.app)


beacon = Beacon(Ferries({"alma": [54.1, 9.2]}))

if __name__ == "__main__":
    run()
