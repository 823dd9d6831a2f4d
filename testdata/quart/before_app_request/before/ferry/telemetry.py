"""A blueprint without pages: its hooks are those of the whole app."""

from quart import Blueprint, request
from sentry_sdk import get_isolation_scope

bp = Blueprint("telemetry", __name__)


@bp.before_app_request
async def link_replay():
    token = request.headers.get("x-openreplay-sessiontoken", "")
    if token != "":
        get_isolation_scope().set_tag("openReplaySessionToken", token)


@bp.after_app_request
async def no_sniff(response):
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
