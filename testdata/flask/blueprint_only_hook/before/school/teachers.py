import sentry_sdk
from flask import Blueprint, jsonify

bp = Blueprint("teachers", __name__, url_prefix="/teachers")  # expect: RT302

HOURS = {"eve": 20, "max": 0}


@bp.get("/<name>/load")
def load(name):  # handler: uncovered
    return jsonify(load=100 // HOURS[name])


@bp.post("/<name>/substitute")
def substitute(name):  # handler: uncovered
    try:
        raise LookupError(f"nobody is free for {name}")
    except LookupError as error:
        sentry_sdk.capture_exception(error)
    return jsonify(found=False)
