import os

import sentry_sdk
from flask import Flask, jsonify, request

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Flask(__name__)


@app.before_request
def link_replay():
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)


@app.get("/tours/<name>")
def tour(name):  # handler: covered
    return jsonify(hours={"old town": 2}[name])
