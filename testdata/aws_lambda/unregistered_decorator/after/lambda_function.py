import os

import sentry_sdk
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

from replay import link_replay

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], integrations=[AwsLambdaIntegration()])


@link_replay
def lambda_handler(event, context):
    return {"statusCode": 200, "body": event["queryStringParameters"]["missing"]}
