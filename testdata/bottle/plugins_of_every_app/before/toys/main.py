"""A toy shop: the plugin is installed on each app that has handlers."""

import os

import sentry_sdk
from bottle import Bottle

from toys.dolls import dolls
from toys.replay import ReplayPlugin

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Bottle()
app.install(ReplayPlugin())


@app.get("/")
def window():  # handler: covered
    sentry_sdk.capture_message("somebody looks in")
    return "open"


app.mount("/dolls/", dolls)
