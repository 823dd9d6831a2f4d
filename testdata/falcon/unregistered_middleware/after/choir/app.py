import os

import falcon
import sentry_sdk

from choir.middleware import Replay, Tempo

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class Songs:
    def on_get(self, req, resp, number):
        resp.media = ["kyrie", "gloria"][int(number)]


app = falcon.App(middleware=[Replay(), Tempo()])
app.add_route("/songs/{number}", Songs())
