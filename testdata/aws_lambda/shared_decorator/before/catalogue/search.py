import os

import sentry_sdk
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

from catalogue.linking import linked

sentry_sdk.init(
    dsn=os.environ["SENTRY_DSN"],
    integrations=[AwsLambdaIntegration(timeout_warning=True)],
)

PAGES = ["hats", "gloves"]


def timed(function):
    def inner(*args):
        return function(*args)

    return inner


@timed
@linked
def handler(event, context):  # handler: covered
    number = int(event["rawPath"].strip("/"))
    return {"statusCode": 200, "body": PAGES[number]}
