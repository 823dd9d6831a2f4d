"""A laundry: the integrations are off, Sentry sees what the WSGI layer and the log see."""

import logging
import os

import sentry_sdk
from flask import Flask, current_app, jsonify
from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"), auto_enabling_integrations=False)

app = Flask(__name__)  # expect: RT301
app.wsgi_app = SentryWsgiMiddleware(app.wsgi_app)

MACHINES = {1: 40, 2: 0}


@app.get("/machines/<int:number>")
def machine(number):  # handler: uncovered
    return jsonify(minutes=MACHINES[number] + 1, share=40 / MACHINES[number])


@app.post("/machines/<int:number>/start")
def start(number):  # handler: uncovered
    try:
        MACHINES[number].start()
    except AttributeError as error:
        sentry_sdk.capture_exception(error)
    return jsonify(started=False)


@app.post("/machines/<int:number>/stop")
def stop(number):  # handler: uncovered
    try:
        MACHINES[number].stop()
    except AttributeError:
        current_app.logger.error("machine %s cannot stop", number, exc_info=True)
    return "", 204


if __name__ == "__main__":
    logging.basicConfig()
    app.run()
