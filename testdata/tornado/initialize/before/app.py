import os

import sentry_sdk
from tornado.web import Application, RequestHandler

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


class Base(RequestHandler):
    def initialize(self):
        token = self.request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT402


class Lamp(Base):
    def get(self, name):  # handler: uncovered
        self.write(LAMPS[name])


LAMPS = {}

app = Application([("/lamps/(.*)", Lamp)])  # expect: RT301
