"""A blueprint without pages: its hooks are those of the whole app."""

import sentry_sdk
from flask import Blueprint, request

telemetry = Blueprint("telemetry", __name__)


@telemetry.before_app_request
def link_replay():
    token = request.headers.get("X-OpenReplay-SessionToken", type=str)
    if token:
        sentry_sdk.get_isolation_scope().set_tag("openReplaySessionToken", token)


@telemetry.after_app_request
def no_sniff(response):
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
