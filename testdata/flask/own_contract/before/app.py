import sentry_sdk
from flask import Flask, request

sentry_sdk.init()
app = Flask(__name__)  # expect: RT301


@app.before_request
def tag_openreplay_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@app.get("/")
def index():  # handler: covered
    sentry_sdk.set_tag("customerSegment", "retail")  # expect: RT101
    raise RuntimeError
