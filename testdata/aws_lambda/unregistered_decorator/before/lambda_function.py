import os

import sentry_sdk
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], integrations=[AwsLambdaIntegration()])


def lambda_handler(event, context):  # handler: uncovered
    return {"statusCode": 200, "body": event["queryStringParameters"]["missing"]}
