import logging
import os

import sentry_sdk
from flask import Flask, jsonify

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Flask(__name__)
LINES = {4: ["depot", "market"], 7: []}


@app.get("/lines/<int:number>/first")
def first_stop(number):  # handler: covered
    return jsonify(stop=LINES[number][0])


@app.post("/lines/<int:number>/stops")
def add_stop(number):  # handler: covered
    try:
        raise PermissionError(f"line {number} is closed")
    except PermissionError as error:
        sentry_sdk.capture_exception(error)
    return jsonify(stops=len(LINES[number]))


@app.post("/alarm")
def alarm():  # handler: covered
    logging.error("somebody pulled the brake")
    return "", 204
