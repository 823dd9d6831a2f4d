"""A library: what runs for resources does not run for the sink."""

import os

import falcon
import sentry_sdk

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class Replay:
    def process_resource(self, req, resp, resource, params):
        if token := req.env.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
            sentry_sdk.set_tag("openReplaySessionToken", token)


class Books:
    def on_get(self, req, resp):  # handler: covered
        raise LookupError("all books are lent")


def proxy(req, resp):  # handler: uncovered  # expect: RT302
    raise ConnectionError("the archive is closed")


app = falcon.App(middleware=[Replay()])
app.add_route("/books", Books())
app.add_sink(proxy, "/archive")
