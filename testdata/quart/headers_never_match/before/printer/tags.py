from quart import request
from sentry_sdk import set_tag

TAG = "openReplaySessionToken"


async def tag_jobs():
    token = request.headers.get("X_OPENREPLAY_SESSIONTOKEN")  # expect: RT103
    if token:
        set_tag(TAG, token)


def tag_paper():
    for name, value in request.scope["headers"]:
        if name == b"X-OpenReplay-SessionToken" and value:  # expect: RT103
            set_tag(TAG, value.decode())
