import functions_framework
import sentry_sdk
from flask import request as current

sentry_sdk.init()


def tag(token):
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@functions_framework.http
def right(request):
    tag(current.headers.get("X-OpenReplay-SessionToken"))
    return "right"


@functions_framework.http
def never(request):
    tag(request.environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"))
    return "never"


@functions_framework.http
def misspelt(request):
    tag(request.headers.get("X-OpenReplay-SessionToken"))
    return "misspelt"
