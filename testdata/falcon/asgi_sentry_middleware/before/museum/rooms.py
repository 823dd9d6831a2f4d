import asyncio
import logging

import sentry_sdk

ROOMS = {"attic": ["clock"], "cellar": []}


class Room:
    async def on_get(self, req, resp, name):  # handler: uncovered
        resp.media = ROOMS[name].pop()

    async def on_put(self, req, resp, name):  # handler: uncovered
        await asyncio.sleep(0.05)
        sentry_sdk.capture_message("a room is painted")
        resp.media = name


class Guide:
    async def on_get(self, req, resp):  # handler: uncovered
        await asyncio.sleep(0.02)
        logging.error("no guide is free")
        resp.text = "later"


def register(app):
    app.add_route("/rooms/{name}", Room())
    app.add_route("/guide", Guide())
