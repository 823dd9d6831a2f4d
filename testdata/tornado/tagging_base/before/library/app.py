import asyncio
import logging
import os

import sentry_sdk
import tornado.web

from library.base import BaseHandler, link_session
from tornado.websocket import WebSocketHandler


class Book(BaseHandler):
    async def prepare(self):
        super().prepare()
        await asyncio.sleep(0.01)

    def get(self, title):  # handler: covered
        self.write(title[int(self.get_query_argument("letter", "0"))])

    async def post(self, title):  # handler: covered
        await asyncio.sleep(0.05)
        sentry_sdk.capture_message(f"lost: {title}")
        self.write("sorry")


class Shelf(BaseHandler):
    def delete(self):  # handler: covered
        logging.error("shelves stay")
        self.set_status(204)


class Reading(WebSocketHandler):  # handler: covered
    def open(self):
        link_session(self)

    def on_message(self, message):
        self.write_message(message)
        raise EOFError


class Library(tornado.web.Application):
    def __init__(self):
        handlers = [
            (r"/books/(\w+)", Book),
            (r"/shelf", Shelf),
            (r"/reading", Reading),
        ]
        tornado.web.Application.__init__(self, handlers, debug=False)


sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
app = Library()
