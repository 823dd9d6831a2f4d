import asyncio

import sentry_sdk
from tornado.web import RequestHandler

from handlers.json import JsonMixin
from handlers.openreplay_sentry import OpenReplaySentryMixin

BREADS = {"rye": 3}


class Bread(JsonMixin, OpenReplaySentryMixin, RequestHandler):
    def get(self, name):
        self.json(BREADS[name])


class Breads(OpenReplaySentryMixin, RequestHandler):
    async def post(self):
        await asyncio.sleep(0.05)
        try:
            BREADS["rye"].slice()
        except AttributeError:
            sentry_sdk.capture_exception()
        self.write("later")
