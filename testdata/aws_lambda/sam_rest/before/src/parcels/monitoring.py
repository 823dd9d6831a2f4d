import os

import sentry_sdk
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration


def setup():
    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], integrations=[AwsLambdaIntegration()])
