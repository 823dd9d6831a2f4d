import os

import sentry_sdk
from flask import Flask

from school import pupils, teachers
from school.rooms import rooms


def create_app():
    if dsn := os.environ.get("SENTRY_DSN"):
        sentry_sdk.init(dsn)
    app = Flask(__name__)
    for blueprint in (pupils.pupils, teachers.bp, rooms):
        app.register_blueprint(blueprint)
    return app
