import os

import sentry_sdk
from tornado.web import Application, RequestHandler

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


class TagSession:
    def prepare(self):
        token = self.request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)


class Ticket(RequestHandler, TagSession):
    def get(self, number):  # handler: uncovered
        self.write(TICKETS[number])


TICKETS = {"1": "Berlin"}

app = Application([("/tickets/(.*)", Ticket)])  # expect: RT301
