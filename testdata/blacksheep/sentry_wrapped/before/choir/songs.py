import asyncio

import sentry_sdk
from blacksheep import json
from blacksheep.server.controllers import APIController, get

SONGS = {"ode": 4}


class Songs(APIController):
    @get("/{name}")
    async def verses(self, name: str):  # handler: uncovered
        return json(SONGS[name])

    @get("/{name}/sheet")
    async def sheet(self, name: str):  # handler: uncovered
        await asyncio.sleep(0.05)
        try:
            return json("#" * SONGS[name])
        except KeyError as error:
            sentry_sdk.capture_exception(error)
            return json("")
