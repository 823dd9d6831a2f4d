"""Two apps side by side: neither's hooks run for the other."""

import os

import sentry_sdk
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

clinic = Flask("clinic")  # expect: RT301
admin = Flask("admin")  # expect: RT301

PATIENTS = {}


@clinic.get("/patients/<int:number>")
def patient(number):  # handler: uncovered
    return PATIENTS[number]


@admin.get("/rooms")
def rooms():  # handler: uncovered
    try:
        raise ConnectionError("no plan of the rooms")
    except ConnectionError as error:
        sentry_sdk.capture_exception(error)
        return "none"


application = DispatcherMiddleware(clinic, {"/admin": admin})
