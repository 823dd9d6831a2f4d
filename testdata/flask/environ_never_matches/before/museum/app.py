import logging
import os

import sentry_sdk
from flask import Blueprint, Flask, jsonify, request

from museum import tagging

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

visitors = Blueprint("visitors", __name__)
visitors.before_request(tagging.tag_from_headers)

staff = Blueprint("staff", __name__, url_prefix="/staff")
staff.before_request(tagging.tag_from_environ)

HALLS = {"egypt": 12, "rome": 0}


@visitors.get("/halls/<name>")
def hall(name):  # handler: uncovered
    return jsonify(queue=60 // HALLS[name])


@staff.post("/halls/<name>/lock")
def lock(name):  # handler: uncovered
    try:
        raise OSError(f"the lock of {name} does not answer")
    except OSError as error:
        sentry_sdk.capture_exception(error)
    return jsonify(locked=False, host=request.environ.get("HTTP_HOST", "")[:9])


app = Flask(__name__)
app.register_blueprint(visitors)
app.register_blueprint(staff)


@app.post("/tickets/<int:number>")
@tagging.tags_session
def use_ticket(number):  # handler: uncovered
    try:
        open(f"/nowhere/{number}.ticket")
    except OSError:
        logging.exception("ticket %s", number)
    return "", 204
