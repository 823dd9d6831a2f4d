"""The scope is closed before the integration reports the error."""

import os

import sentry_sdk
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], integrations=[AwsLambdaIntegration()])


def handler(event, context):  # handler: uncovered
    with sentry_sdk.isolation_scope() as scope:
        token = event["headers"].get("X-OpenReplay-SessionToken")
        if token:
            scope.set_tag("openReplaySessionToken", token)  # expect: RT401
        return {"statusCode": 200, "body": event["path"][100]}
