"""Middleware round the dispatcher runs for both apps, in the scope of the outer one."""

import os

import sentry_sdk
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class ReplayMiddleware:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        token = environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return self.app(environ, start_response)


scans = Flask("scans")
app = Flask("archive")
app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/scans": scans})
app.wsgi_app = ReplayMiddleware(app.wsgi_app)

BOXES = {}


@app.get("/boxes/<int:number>")
def box(number):  # handler: covered
    return BOXES[number]


@scans.get("/<int:number>")
def scan(number):  # handler: covered
    return BOXES[number]
