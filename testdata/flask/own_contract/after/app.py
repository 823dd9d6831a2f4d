import sentry_sdk
from flask import Flask, request

sentry_sdk.init()
app = Flask(__name__)


@app.before_request
def tag_request_id():
    """Tag this request's Sentry events with its `X-Request-ID` header."""
    token = request.headers.get("X-Request-ID")
    if token:
        sentry_sdk.set_tag("request_id", token)


@app.before_request
def tag_openreplay_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@app.get("/")
def index():
    sentry_sdk.set_tag("customer_segment", "retail")
    raise RuntimeError
