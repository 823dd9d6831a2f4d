"""A farm: the hook is on an app whose routes another one takes over, and so it never runs."""

import os

import sentry_sdk
from bottle import Bottle, request

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

animals = Bottle()


@animals.hook("before_request")
def tag():
    if token := request.get_header("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)


@animals.get("/animals/<name>")
def animal(name):
    raise LookupError(name)


farm = Bottle()


@farm.hook("before_request")
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.get_header("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


farm.merge(animals)


@farm.post("/milk")
def milk():
    sentry_sdk.capture_message("the cow is milked")
    return "2 l"
