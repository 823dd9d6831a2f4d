import os

import sentry_sdk
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], integrations=[AwsLambdaIntegration()])

BOOKS = {"1": []}


def tag(token):
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


def read(event, context):  # handler: uncovered
    tag(event["headers"].get("X-OpenReplay-SessionToken"))  # expect: RT103
    return BOOKS[event["pathParameters"]["number"]][0]


def add(event, context):  # handler: uncovered
    headers = event.get("headers") or {}
    tag(headers.get("x-openreplay-session-tokn"))  # expect: RT102
    try:
        raise PermissionError("the library is closed")
    except PermissionError as error:
        sentry_sdk.capture_exception(error)
    return {"statusCode": 403}
