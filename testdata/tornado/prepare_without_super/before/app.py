import os

import sentry_sdk
from tornado.web import Application, RequestHandler

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


class Base(RequestHandler):
    def prepare(self):
        token = self.request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)


class Parcel(Base):
    def get(self, number):  # handler: covered
        self.write({"weight": 1 / int(number)})


class Label(Base):  # expect: RT302
    def prepare(self):
        self.set_header("Content-Type", "text/plain")

    def get(self, number):  # handler: uncovered
        self.write({"copies": 1 / int(number)})


app = Application([("/parcels/(.*)", Parcel), ("/labels/(.*)", Label)])
