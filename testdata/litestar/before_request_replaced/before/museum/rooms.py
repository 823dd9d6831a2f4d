import asyncio
import logging

import sentry_sdk
from litestar import Controller, get

from museum.hooks import begin, only_when_open

ROOMS = {"east": 3}


class Rooms(Controller):
    path = "/rooms"

    @get("/{name:str}")
    async def room(self, name: str) -> int:  # handler: covered
        return ROOMS[name]

    @get("/{name:str}/guide")
    async def guide(self, name: str) -> str:  # handler: covered
        await asyncio.sleep(0.05)
        try:
            return "#" * ROOMS[name]
        except KeyError as error:
            sentry_sdk.capture_exception(error)
            return ""


class Vault(Controller):  # expect: RT302
    path = "/vault"
    before_request = only_when_open

    @get("/{name:str}")
    async def item(self, name: str) -> int:  # handler: uncovered
        return ROOMS[name]

    @get("/{name:str}/key", before_request=begin)
    async def key(self, name: str) -> str:  # handler: covered
        await asyncio.sleep(0.02)
        logging.error("somebody asks for a key")
        return name
