"""The tag is set once the handler is through."""

import functools

import sentry_sdk
from sentry_sdk.integrations.serverless import serverless_function

sentry_sdk.init()


def link(handler):
    @functools.wraps(handler)
    def inner(event, context):
        response = handler(event, context)
        if token := event["headers"].get("x-openreplay-sessiontoken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT304
        return response

    return inner


@serverless_function
@link
def lambda_handler(event, context):  # expect: RT301  # handler: uncovered
    return {"statusCode": 200, "body": event["path"][100]}
