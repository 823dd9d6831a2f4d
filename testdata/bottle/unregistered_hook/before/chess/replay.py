import sentry_sdk
from bottle import request


def link_replay():  # expect: RT303
    token = request.get_header("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
