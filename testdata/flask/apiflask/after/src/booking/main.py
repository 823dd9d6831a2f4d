from __future__ import annotations

import os

import sentry_sdk
from apiflask import APIFlask, abort
from flask import request
from flask.views import MethodView
from sentry_sdk.integrations.flask import FlaskIntegration

from booking.rooms import bp as rooms_bp
from booking.schemas import Guest

sentry_sdk.init(
    dsn=os.environ.get("SENTRY_DSN"),
    integrations=[FlaskIntegration(transaction_style="url")],
)

app = APIFlask(
    __name__,
    title="Booking",
    version="1.0",
)


@app.before_request
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


app.register_blueprint(rooms_bp, url_prefix="/rooms")

GUESTS = {1: {"name": "Ada", "nights": 0}}


@app.get("/guests/<int:number>/average")
def average(number: int):
    guest = GUESTS.get(number) or abort(404, "no such guest")
    return {"average": 300 / guest["nights"]}


class Guests(MethodView):
    @app.input(Guest)
    @app.output(Guest, status_code=201)
    def post(self, json_data: dict):
        try:
            GUESTS[len(json_data["name"]) // 0] = json_data
        except ZeroDivisionError as error:
            sentry_sdk.capture_exception(error)
        return json_data


app.add_url_rule("/guests", view_func=Guests.as_view("guests"))
