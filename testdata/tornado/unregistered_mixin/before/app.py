import os

import sentry_sdk
from tornado.web import Application, RequestHandler

import replay

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


class Room(RequestHandler):
    def get(self, number):  # handler: uncovered
        self.write({"guest": GUESTS[number]})


GUESTS = {}

app = Application([("/rooms/(.*)", Room)])
