"""The scope is closed before the integration reports the error."""

import functools
import os

import sentry_sdk
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], integrations=[AwsLambdaIntegration()])


def tag_openreplay_session(handler):
    """Tag each request's Sentry events with its OpenReplay session."""

    @functools.wraps(handler)
    def wrapper(event, context):
        headers = event.get("headers") if isinstance(event, dict) else None
        for name, value in (headers or {}).items():
            if name.lower() == "x-openreplay-sessiontoken" and value:
                sentry_sdk.set_tag("openReplaySessionToken", value)
        return handler(event, context)

    return wrapper


@tag_openreplay_session
def handler(event, context):
    with sentry_sdk.isolation_scope() as scope:
        token = event["headers"].get("X-OpenReplay-SessionToken")
        if token:
            scope.set_tag("openReplaySessionToken", token)
        return {"statusCode": 200, "body": event["path"][100]}
