import os

import sentry_sdk
from flask import Flask

from zoo.animals import Animal
from zoo.telemetry import telemetry


def make_app(**settings):
    if os.environ.get("SENTRY_DSN"):
        sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
    app = Flask(__name__)
    app.config.update(settings)
    app.register_blueprint(telemetry)
    app.add_url_rule("/animals/<name>", view_func=Animal.as_view("animal"))
    return app
