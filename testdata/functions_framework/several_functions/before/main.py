"""A museum's functions, each deployed by its name."""

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


@functions_framework.http
@cors
def hours(request):  # expect: RT301  # handler: uncovered
    return {"hours": hours_of(request.args["day"])}


@functions_framework.http
def donate(request):  # expect: RT301  # handler: uncovered
    try:
        raise PermissionError("the box is full")
    except PermissionError as error:
        sentry_sdk.capture_exception(error)
    return {"thanks": False}


@functions_framework.cloud_event
def picture_added(event):
    sentry_sdk.capture_message(f"no picture in {event.data}")
