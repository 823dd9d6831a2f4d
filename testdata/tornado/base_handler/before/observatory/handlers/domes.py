import logging

from tornado import gen
from tornado.web import url
from tornado.websocket import WebSocketHandler

from .base import BaseHandler

log = logging.getLogger(__name__)


class DomeHandler(BaseHandler):
    async def prepare(self):
        """Wait for the shutters."""
        await gen.sleep(0.01)
        self.shutters = {"east": "open"}

    @gen.coroutine
    def post(self, name):  # handler: uncovered
        yield gen.sleep(0.05)
        if name not in self.shutters:
            log.error("no shutter %s", name)
        self.write({"turned": True})


class FeedHandler(WebSocketHandler):  # handler: uncovered
    def on_message(self, message):
        self.write_message(message[::-1])
        raise OverflowError(message)


ROUTES = [
    url(r"/domes/(?P<name>\w+)", DomeHandler, name="dome"),
    (r"/feed", FeedHandler),
]
