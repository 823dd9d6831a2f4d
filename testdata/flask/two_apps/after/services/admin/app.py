import os

import sentry_sdk
from flask import Flask, request

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Flask(__name__)


@app.before_request
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


from services.admin import views  # noqa: E402

app.register_blueprint(views.guides)
