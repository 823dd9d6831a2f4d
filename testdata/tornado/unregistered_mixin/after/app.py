import os

import sentry_sdk
from tornado.web import Application, RequestHandler

import replay
from replay import ReplayMixin

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


class Room(ReplayMixin, RequestHandler):
    def get(self, number):
        self.write({"guest": GUESTS[number]})


GUESTS = {}

app = Application([("/rooms/(.*)", Room)])
