from quart import request
from sentry_sdk import set_tag

TAG = "openReplaySessionToken"


async def tag_jobs():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        set_tag(TAG, token)


def tag_paper():
    for name, value in request.scope["headers"]:
        if name == b"x-openreplay-sessiontoken" and value:
            set_tag(TAG, value.decode())
