"""Weather stations: every resource looks for the header in its own wrong way."""

import os

import falcon
import sentry_sdk

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def tag(token):
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


class Wind:
    def on_get(self, req: falcon.Request, resp: falcon.Response):
        tag(req.headers.get("X-OPENREPLAY-SESSIONTOKEN"))
        resp.media = [1, 2][3]


class Rain:
    def on_get(self, req, resp):
        tag(req.get_header("X-OpenReplay-SessionToken"))
        sentry_sdk.capture_message("it rains")


class Snow:
    def on_get(self, req, resp):
        tag(req.env.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"))
        raise OSError("the sensor is frozen")


app = falcon.App()
app.add_route("/wind", Wind())
app.add_route("/rain", Rain())
app.add_route("/snow", Snow())
