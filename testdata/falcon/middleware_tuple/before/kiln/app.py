"""A pottery; the middleware is a tuple that is put together in a module of its own."""

import logging
import os

import falcon
import sentry_sdk

from kiln.hooks import MIDDLEWARE

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class Kiln:
    heat = 0

    def on_get(self, req, resp):  # handler: covered
        resp.media = 1200 / self.heat

    def on_post(self, req, resp):  # handler: covered
        logging.error("the kiln is cold")
        resp.status = 202


def everything_else(req, resp):  # handler: covered
    sentry_sdk.capture_message("a broken link")
    raise falcon.HTTPNotFound()


app = falcon.App(middleware=MIDDLEWARE)
app.add_route("/kiln", Kiln())
app.add_sink(everything_else)
