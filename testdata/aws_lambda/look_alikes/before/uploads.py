"""Functions that get events, none of which is a request; or that hand requests on."""

import os

import sentry_sdk
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], integrations=[AwsLambdaIntegration()])


def handler(event, context):
    return event["headers"]
