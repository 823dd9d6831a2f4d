"""A bakery: a hook on the base of all resources, and on the one that has none."""

import os

import falcon
import sentry_sdk

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

LOAVES = {"rye": 3, "spelt": 0}


def link_replay(req, resp, resource, params):
    session = req.headers.get("X-OPENREPLAY-SESSIONTOKEN")
    if session:
        sentry_sdk.set_tag("openReplaySessionToken", session)


@falcon.before(link_replay)
class Loaves:
    def on_get(self, req, resp, kind):
        resp.media = 10 // LOAVES[kind]

    def on_put(self, req, resp, kind):
        LOAVES[kind] += 1
        resp.media = LOAVES


class Oven:
    @falcon.before(link_replay)
    def on_post(self, req, resp):
        sentry_sdk.capture_message("the oven is hot")
        resp.status = falcon.HTTP_204


app = application = falcon.App()
app.add_route("/loaves/{kind}", Loaves())
app.add_route("/oven", Oven())
