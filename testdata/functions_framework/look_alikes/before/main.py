"""Events, and a function that may or may not be deployed to answer requests."""

import functions_framework
import sentry_sdk

sentry_sdk.init()


@functions_framework.cloud_event
def uploaded(event):
    return event.data["name"]


def hello(request):
    return request.args["name"]
