import asyncio
import os

import sentry_sdk
from tornado.web import Application, RequestHandler

from game.mixins import ReplayMixin

sentry_sdk.init(os.environ["SENTRY_DSN"])


class Score(ReplayMixin, RequestHandler):
    async def get(self):  # handler: covered
        await asyncio.sleep(0.05)
        try:
            1 / 0
        except ZeroDivisionError:
            sentry_sdk.capture_exception()
        self.write("0")


class Move(ReplayMixin, RequestHandler):
    def prepare(self):
        super().prepare()
        self.move = self.get_query_argument("to", "e4")

    def post(self):  # handler: covered
        raise ValueError(self.move)


def make_app():
    return Application([("/score", Score), ("/move", Move)])
