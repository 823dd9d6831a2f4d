import asyncio

import sentry_sdk
from tornado.web import RequestHandler

from handlers.json import JsonMixin

BREADS = {"rye": 3}


class Bread(JsonMixin, RequestHandler):
    def get(self, name):  # handler: uncovered
        self.json(BREADS[name])


class Breads(RequestHandler):
    async def post(self):  # handler: uncovered
        await asyncio.sleep(0.05)
        try:
            BREADS["rye"].slice()
        except AttributeError:
            sentry_sdk.capture_exception()
        self.write("later")
