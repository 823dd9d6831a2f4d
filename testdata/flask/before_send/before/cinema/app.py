import logging

import sentry_sdk
from flask import Flask, jsonify

from cinema import sentry

sentry.setup()
app = Flask(__name__)

SEATS = {"blue": 40, "red": 0}


@app.get("/halls/<name>/free")
def free(name):  # handler: covered
    return jsonify(share=10 / SEATS[name])


@app.post("/halls/<name>/clean")
def clean(name):  # handler: covered
    try:
        raise LookupError(f"nobody cleans {name}")
    except LookupError as error:
        sentry_sdk.capture_exception(error)
    return "", 202


@app.post("/films/<name>")
def load(name):  # handler: covered
    try:
        open(f"/nowhere/{name}.mp4")
    except OSError:
        logging.exception("no film")
    return "", 204
