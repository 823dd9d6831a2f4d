import os

import sentry_sdk
from sanic import Sanic

from theatre import plays, stage
from theatre.middleware import setup_middleware


def make_app():
    if os.environ.get("SENTRY_DSN"):
        sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
    app = Sanic("theatre", configure_logging=False)
    setup_middleware(app)
    for module in (plays, stage):
        app.blueprint(module.blueprint)
    return app
