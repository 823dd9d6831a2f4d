import logging

import sentry_sdk
from chalice import Blueprint

pages = Blueprint(__name__)


@pages.route("/pages/{name}", methods=["GET", "PUT"])
def page(name):  # handler: covered
    try:
        open(f"/nowhere/{name}")
    except OSError as error:
        sentry_sdk.capture_exception(error)
    return {"page": None}


@pages.route("/archive")
def archive():  # handler: covered
    try:
        raise TimeoutError("the archive is slow")
    except TimeoutError:
        logging.exception("no archive")
    return {"pages": []}
