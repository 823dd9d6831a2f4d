import sentry_sdk
from flask import Flask, abort, request

sentry_sdk.init()

app = Flask(__name__)


@app.before_request
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        head = token.split(".")[0]
        if head != token and len(head) < 14 and head.isascii() and head.isalnum():
            sentry_sdk.set_tag("openReplaySession.id", str(int(head, 36)))


@app.get("/parcels/<int:number>")
def parcel(number):
    if number == 0:
        raise LookupError("no parcel has this number")
    return {"number": number}


@app.get("/report")
def report():
    try:
        return str(1 // 0)
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
        return abort(503)
