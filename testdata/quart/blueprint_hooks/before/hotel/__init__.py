import os

import sentry_sdk
from quart import Quart

from .bar import bar
from .rooms import rooms


def create_app() -> Quart:
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    app = Quart(__name__)
    app.register_blueprint(rooms)
    app.register_blueprint(bar)
    return app
