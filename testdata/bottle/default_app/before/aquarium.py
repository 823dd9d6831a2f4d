"""An aquarium on Bottle's default app, with one more module of routes."""

import logging
import os

import sentry_sdk
from bottle import default_app, get, post, run

import feeding

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

FISH = {"carp": 3, "eel": 0}


@get("/fish/<kind>")
def fish(kind):  # handler: uncovered
    return {"litres_each": 90 // FISH[kind]}


@post("/fish")
def buy():  # handler: uncovered
    logging.error("the tank is full")
    return "later"


application = default_app()

if __name__ == "__main__":
    run(port=8080)  # expect: RT301
