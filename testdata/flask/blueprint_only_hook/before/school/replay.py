from flask import request
from sentry_sdk import set_tag


def remember_session():
    """Link errors to what the pupil saw."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        set_tag("openReplaySessionToken", token)
