import os

import sentry_sdk
import tornado.web

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


class Base(tornado.web.RequestHandler):
    def prepare(self):
        headers = self.request.headers
        token = headers.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")  # expect: RT103
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)


class Tram(Base):
    def get(self, line):  # handler: uncovered
        self.write(LINES[line])


class Stop(Base):
    def get(self):  # handler: uncovered
        watched = self.request.headers["X-OpenReplay-Session-Token"]  # expect: RT102, RT104
        self.write({"watched": bool(watched)})


LINES = {}


def make_app():
    return tornado.web.Application([(r"/trams/(\d+)", Tram), (r"/stop", Stop)])
