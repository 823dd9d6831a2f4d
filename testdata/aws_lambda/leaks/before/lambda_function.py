"""The scope is opened under the tag: it stays for the next invocation."""

import functools

import sentry_sdk
from sentry_sdk.integrations.serverless import serverless_function

sentry_sdk.init()


def link(handler):
    @functools.wraps(handler)
    def inner(event, context):
        if token := event["headers"].get("x-openreplay-sessiontoken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT402
        return handler(event, context)

    return inner


@link
@serverless_function
def lambda_handler(event, context):  # expect: RT301  # handler: uncovered
    return {"statusCode": 200, "body": event["path"][100]}
