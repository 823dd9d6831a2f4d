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
    def prepare(self):
        """Tag this request's Sentry events with its OpenReplay session."""
        token = self.request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return super().prepare()

    def get(self, number):
        self.write(TICKETS[number])


TICKETS = {"1": "Berlin"}

app = Application([("/tickets/(.*)", Ticket)])
