"""A tailor: hooks, routes and tags of other things, and a hook that is right."""

import os

import sentry_sdk
from bottle import Bottle, request

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Bottle()


class Patterns:
    def __init__(self):
        self.tags = {}

    def route(self, name):
        return lambda pattern: pattern

    def set_tag(self, name, value):
        self.tags[name] = value


patterns = Patterns()


@app.hook("before_request")
def measure():
    token = request.get_header("X-OpenReplay-SessionToken", "")
    patterns.set_tag("openreplay-session-token", token)
    sentry_sdk.set_tag("session", request.get_cookie("session") or "none")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@patterns.route("/coat")
def coat():
    return "wool"


@app.route("/coat")
def show_coat():  # handler: covered
    return {"of": coat(), "size": int(request.query.size)}
