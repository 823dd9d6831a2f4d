import functools
import os

import functions_framework
import sentry_sdk

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


@functions_framework.http
def closed(request):
    if token := request.headers.get("X-OpenReplay-SessionToken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return {"page": int(request.args["page"])}


def linked(function):
    def inner(request):
        response = function(request)
        if token := request.headers.get("X-OpenReplay-SessionToken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return response

    return inner


def tag_openreplay_session(function):
    """Tag each request's Sentry events with its OpenReplay session."""

    @functools.wraps(function)
    def wrapper(request):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return function(request)

    return wrapper


@functions_framework.http
@linked
@tag_openreplay_session
def late(request):
    return {"page": int(request.args["page"])}
