import sentry_sdk
from fastapi import Request


def tag_replay_session(request: Request) -> None:
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
