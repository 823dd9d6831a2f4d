"""Trams: the middleware of an ASGI app tags, and nobody opens a scope for the request."""

import os

import falcon.asgi
import sentry_sdk

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class Replay:
    async def process_request(self, req, resp):
        if token := req.headers.get("x-openreplay-sessiontoken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT402


class Trams:
    async def on_get(self, req, resp):  # handler: uncovered
        raise TimeoutError("no tram in sight")


app = falcon.asgi.App(middleware=[Replay()])  # expect: RT301
app.add_route("/trams", Trams())
