import functions_framework
import sentry_sdk
from flask import request as current

sentry_sdk.init()


def tag(token):
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@functions_framework.http
def right(request):  # handler: covered
    tag(current.headers.get("X-OpenReplay-SessionToken"))
    return "right"


@functions_framework.http
def never(request):  # handler: uncovered
    tag(request.environ.get("X-OpenReplay-SessionToken"))  # expect: RT103
    return "never"


@functions_framework.http
def misspelt(request):  # handler: uncovered
    tag(request.headers.get("X-OpenReply-SessionToken"))  # expect: RT102
    return "misspelt"
