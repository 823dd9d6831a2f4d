import os

import sentry_sdk
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

gym = Flask("gym")
shop = Flask("shop")

COURSES = {}


@gym.get("/courses/<int:number>")
def course(number):  # handler: covered
    return COURSES[number]


@shop.get("/towels")
def towels():  # handler: covered
    return COURSES["towels"]


class Scoped:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        with sentry_sdk.isolation_scope() as scope:
            if token := environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
                scope.set_tag("openReplaySessionToken", token)
            return self.app(environ, start_response)


application = Scoped(DispatcherMiddleware(gym, {"/shop": shop}))
