"""A calculator behind a function URL; its errors are reported by hand."""

import functools
import json
import logging
import os

import sentry_sdk

sentry_sdk.init(os.environ.get("SENTRY_DSN"))


def tag_openreplay_session(handler):
    """Tag each request's Sentry events with its OpenReplay session."""

    @functools.wraps(handler)
    def wrapper(event, context):
        headers = event.get("headers") if isinstance(event, dict) else None
        with sentry_sdk.isolation_scope() as scope:
            for name, value in (headers or {}).items():
                if name.lower() == "x-openreplay-sessiontoken" and value:
                    scope.set_tag("openReplaySessionToken", value)
            return handler(event, context)

    return wrapper


@tag_openreplay_session
def lambda_handler(event, context):
    numbers = json.loads(event["body"])
    if not numbers:
        logging.error("nothing to divide")
        return {"statusCode": 422, "body": "none"}
    try:
        result = numbers[0] / numbers[1]
    except ZeroDivisionError:
        sentry_sdk.capture_exception()
        return {"statusCode": 400, "body": "by zero"}
    return {"statusCode": 200, "body": json.dumps(result)}
