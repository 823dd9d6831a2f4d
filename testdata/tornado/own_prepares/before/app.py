import os

import sentry_sdk
from tornado.web import Application, RequestHandler

from base import SignedHandler

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


class Account(SignedHandler):
    def get(self, number):  # handler: uncovered
        self.write({"sum": ACCOUNTS[number]})


class Rates(SignedHandler):
    """Everybody may see these."""

    def prepare(self):
        self.set_header("Cache-Control", "max-age=60")

    def get(self):  # handler: uncovered
        self.write({"rate": 1 / len(ACCOUNTS)})


ACCOUNTS = {}

app = Application([("/accounts/(.*)", Account), ("/rates", Rates)])  # expect: RT301
