import os

import flask
import sentry_sdk
from flask_smorest import Api

from .blueprints import BLUEPRINTS
from .config import Config


def init_sentry():
    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], environment="test")


def make_app(settings=Config):
    """Make the app with its documented interface."""
    init_sentry()
    app = flask.Flask("petstore")  # expect: RT301
    app.config.from_object(settings)
    api = Api(app)

    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint)

    return app
