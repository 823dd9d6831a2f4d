"""A post office: much looks like another tag or another header and is right."""

import os

import falcon
import sentry_sdk

from post.audit import Trail

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

trail = Trail()


class Middleware:
    def process_request(self, req, resp):
        token = req.get_header("X-OPENREPLAY-SESSIONTOKEN")
        trail.set_tag("openreplay-session-token", token)
        sentry_sdk.set_tag("session", req.get_header("X-Session-Token") or "none")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        resp.set_header("X-OpenReplay-Session", "seen")


class Letters:
    def on_get(self, req, resp):  # handler: covered
        resp.media = req.get_param_as_int("number", required=True)

    def on_letter(self, req, resp):
        """Not a method of HTTP."""


trail.add_route("/letters", Letters())
post = falcon.App(middleware=[Middleware()])
post.add_route("/letters", Letters())
