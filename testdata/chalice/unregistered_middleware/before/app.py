import logging
import os

import sentry_sdk
from chalice import Chalice

from chalicelib.middleware import add_version

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Chalice(app_name="parcels")
app.register_middleware(add_version, "http")

PARCELS = {"p1": None}


@app.route("/parcels/{code}")
def parcel(code):  # handler: uncovered
    return {"weight": PARCELS[code] + 1}


@app.route("/parcels/{code}/send", methods=["POST"])
def send(code):  # handler: uncovered
    try:
        raise TimeoutError(f"nobody fetches {code}")
    except TimeoutError as error:
        sentry_sdk.capture_exception(error)
    return {"sent": False}


@app.route("/labels", methods=["POST"])
def label():  # handler: uncovered
    try:
        open("/nowhere/label")
    except OSError:
        logging.exception("no label")
    return {"label": None}
