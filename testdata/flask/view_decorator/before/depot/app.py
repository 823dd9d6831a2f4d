import logging
import os

import sentry_sdk
from flask import Blueprint, Flask, jsonify

from depot.decorators import json_body, traced

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

shelves = Blueprint("shelves", __name__, url_prefix="/shelves")
write = traced("write")


@shelves.get("/<int:number>")
@traced("read")
def shelf(number):  # handler: covered
    return jsonify(left=48 // number)


@shelves.post("/<int:number>")
@write
@json_body
def put(number, body):  # handler: covered
    try:
        amount = int(body["amount"])
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return jsonify(put=0, shelf=number)
    return jsonify(put=amount, shelf=number)


@traced("write")
def clear(number):  # handler: covered
    try:
        raise PermissionError(f"shelf {number} is locked")
    except PermissionError:
        logging.exception("not cleared")
    return "", 204


shelves.add_url_rule("/<int:number>", view_func=clear, methods=["DELETE"])

app = Flask(__name__)
app.register_blueprint(shelves)
