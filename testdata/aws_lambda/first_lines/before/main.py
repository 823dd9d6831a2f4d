"""A weather service behind a REST API."""

import logging
import os

import sentry_sdk
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], integrations=[AwsLambdaIntegration()])

REPORTS = {"oslo": "snow"}


def session_of(event):
    for name, value in (event["headers"] or {}).items():
        if name.lower() == "x-openreplay-sessiontoken":
            return value
    return None


def lambda_handler(event, context):  # handler: covered
    token = session_of(event)
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)

    if event["httpMethod"] != "GET":
        logging.error("method %s", event["httpMethod"])
        return {"statusCode": 405, "body": ""}
    return {"statusCode": 200, "body": REPORTS[event["path"].strip("/")]}
