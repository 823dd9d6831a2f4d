"""Two apps side by side: neither's hooks run for the other."""

import os

import sentry_sdk
from flask import Flask, request
from werkzeug.middleware.dispatcher import DispatcherMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

clinic = Flask("clinic")


@clinic.before_request
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


admin = Flask("admin")
admin.before_request(tag_openreplay_session)

PATIENTS = {}


@clinic.get("/patients/<int:number>")
def patient(number):
    return PATIENTS[number]


@admin.get("/rooms")
def rooms():
    try:
        raise ConnectionError("no plan of the rooms")
    except ConnectionError as error:
        sentry_sdk.capture_exception(error)
        return "none"


application = DispatcherMiddleware(clinic, {"/admin": admin})
