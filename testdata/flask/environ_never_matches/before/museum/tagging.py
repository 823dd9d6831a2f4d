import functools

import sentry_sdk
from flask import request

TAG = "openReplaySessionToken"
ENVIRON_KEY = "HTTP_X-OPENREPLAY-SESSIONTOKEN"  # expect: RT103


def tag_from_headers():
    """For the pages of visitors."""
    token = request.headers.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")  # expect: RT103
    if token:
        sentry_sdk.set_tag(TAG, token)


def tag_from_environ():
    """For the pages of the staff."""
    if request.environ.get(ENVIRON_KEY):
        sentry_sdk.set_tag(TAG, request.environ[ENVIRON_KEY])


def tags_session(view):
    @functools.wraps(view)
    def wrapper(**kwargs):
        token = request.environ.get('X-OpenReplay-SessionToken', '')  # expect: RT103
        if token:
            sentry_sdk.set_tag(TAG, token)
        return view(**kwargs)

    return wrapper
