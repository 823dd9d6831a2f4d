"""A museum's functions, each deployed by its name."""

import functools
import os

import functions_framework
import sentry_sdk

from museum.opening import hours_of

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


def cors(function):
    def inner(request):
        if request.method == "OPTIONS":
            return "", 204
        return function(request)

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
@cors
@tag_openreplay_session
def hours(request):
    return {"hours": hours_of(request.args["day"])}


@functions_framework.http
@tag_openreplay_session
def donate(request):
    try:
        raise PermissionError("the box is full")
    except PermissionError as error:
        sentry_sdk.capture_exception(error)
    return {"thanks": False}


@functions_framework.cloud_event
def picture_added(event):
    sentry_sdk.capture_message(f"no picture in {event.data}")
