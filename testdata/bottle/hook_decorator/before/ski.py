"""Ski lifts: a hook of the default app tags, that of a mounted app included."""

import os

import sentry_sdk
from bottle import Bottle, default_app, hook, mount, request, route

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

TAG = "openReplaySessionToken"
huts = Bottle()


@hook("before_request")
def link_replay():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag(TAG, token)


@route("/lifts/<name>")
def lift(name):  # handler: covered
    return {"seats": {"north": 4}[name]}


@huts.get("/menu")
def menu():  # handler: covered
    sentry_sdk.capture_message("somebody is hungry")
    return "soup"


mount("/huts", huts)
app = default_app()
