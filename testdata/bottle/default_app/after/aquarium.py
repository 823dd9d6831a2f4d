"""An aquarium on Bottle's default app, with one more module of routes."""

import logging
import os

import sentry_sdk
from bottle import default_app, get, hook, post, request, run

import feeding

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

FISH = {"carp": 3, "eel": 0}


@hook("before_request")
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.get_header("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@get("/fish/<kind>")
def fish(kind):
    return {"litres_each": 90 // FISH[kind]}


@post("/fish")
def buy():
    logging.error("the tank is full")
    return "later"


application = default_app()

if __name__ == "__main__":
    run(port=8080)
