"""A laundry: the integrations are off, Sentry sees what the WSGI layer and the log see."""

import logging
import os

import sentry_sdk
from flask import Flask, current_app, jsonify, request
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"), auto_enabling_integrations=False)

app = Flask(__name__)


@app.before_request
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


app.wsgi_app = SentryWsgiMiddleware(app.wsgi_app)

MACHINES = {1: 40, 2: 0}


@app.get("/machines/<int:number>")
def machine(number):
    return jsonify(minutes=MACHINES[number] + 1, share=40 / MACHINES[number])


@app.post("/machines/<int:number>/start")
def start(number):
    try:
        MACHINES[number].start()
    except AttributeError as error:
        sentry_sdk.capture_exception(error)
    return jsonify(started=False)


@app.post("/machines/<int:number>/stop")
def stop(number):
    try:
        MACHINES[number].stop()
    except AttributeError:
        current_app.logger.error("machine %s cannot stop", number, exc_info=True)
    return "", 204


if __name__ == "__main__":
    logging.basicConfig()
    app.run()
