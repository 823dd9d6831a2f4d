import logging

import sentry_sdk
from chalice import Blueprint

staff = Blueprint(__name__)  # expect: RT302


@staff.route("/shifts", methods=["POST"])
def add_shift():  # handler: uncovered
    try:
        raise LookupError("nobody is free")
    except LookupError as error:
        sentry_sdk.capture_exception(error)
    return {"added": False}


@staff.route("/keys/{number}")
def key(number):  # handler: uncovered
    try:
        raise OSError(f"key {number} does not answer")
    except OSError:
        logging.exception("no key")
    return {"key": None}
