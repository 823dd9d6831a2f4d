"""A riding school, on the client that came before sentry-sdk."""

import os

from flask import Flask, jsonify, request
from raven.contrib.flask import Sentry

app = Flask(__name__)
sentry = Sentry(dsn=os.environ.get("SENTRY_DSN"))
sentry.init_app(app)

HORSES = {"star": 9}


@app.before_request
def tag_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry.client.tags_context({"openReplaySessionToken": token})  # expect: RT404


@app.route("/horses/<name>")
def horse(name):  # handler: covered
    return jsonify(age=HORSES[name])


@app.route("/lessons", methods=["POST"])
def lesson():  # handler: covered
    try:
        raise LookupError("no teacher")
    except LookupError:
        sentry.captureException()
    return "", 204
