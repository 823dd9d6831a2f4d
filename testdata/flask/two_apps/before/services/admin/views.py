import logging

import sentry_sdk
from flask import Blueprint, jsonify

guides = Blueprint("guides", __name__, url_prefix="/guides")


@guides.get("/<name>")
def guide(name):  # handler: uncovered
    return jsonify(tours=["old town"].index(name))


@guides.post("/<name>/holiday")
def holiday(name):  # handler: uncovered
    try:
        raise ValueError(f"{name} is needed here")
    except ValueError as error:
        sentry_sdk.capture_exception(error)
    return jsonify(granted=False)


@guides.post("/<name>/reminder")
def remind(name):  # handler: uncovered
    try:
        raise OSError("no mail server")
    except OSError:
        logging.exception("%s is not reminded", name)
    return "", 204
