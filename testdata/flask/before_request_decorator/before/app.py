import logging

import flask
import sentry_sdk

from settings import SENTRY_DSN

sentry_sdk.init(dsn=SENTRY_DSN, send_default_pii=True)

app = flask.Flask(__name__)
BEDS = {"herbs": 4, "empty": 0}


@app.before_request
def start_request():
    flask.g.user = flask.request.headers.get("X-User", "guest")
    flask.g.replay = flask.request.headers.get("x-openreplay-sessiontoken", "").strip()
    if flask.g.replay:
        sentry_sdk.set_tag("openReplaySessionToken", flask.g.replay)


@app.route("/beds/<name>", methods=["GET"])
def bed(name):  # handler: covered
    return flask.jsonify(share=12 / BEDS[name], user=flask.g.user)


@app.route("/water", methods=["POST"])
def water():  # handler: covered
    try:
        raise OSError("the tap does not answer")
    except OSError as error:
        sentry_sdk.capture_exception(error)
    return "", 202


@app.route("/harvest", methods=["POST"])
def harvest():  # handler: covered
    try:
        raise ValueError("nothing is ripe")
    except ValueError:
        logging.exception("no harvest")
    return "", 204
