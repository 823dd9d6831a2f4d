import logging

import sentry_sdk
from flask import jsonify

from press.base import PressFlask

app = PressFlask(__name__)


@app.page("/articles/<int:number>")
def article(number):  # handler: covered
    return jsonify(title=["First"][number])


@app.page("/articles", methods=["POST"])
def publish():  # handler: covered
    try:
        raise ConnectionError("the press stands still")
    except ConnectionError as error:
        sentry_sdk.capture_exception(error)
    return "", 202


@app.get("/subscribers")
def subscribers():  # handler: covered
    try:
        open("/nowhere/subscribers.csv")
    except OSError:
        logging.exception("no subscribers")
    return jsonify(count=0)
