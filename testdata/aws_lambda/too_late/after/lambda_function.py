"""The tag is set once the handler is through."""

import functools

import sentry_sdk
from sentry_sdk.integrations.serverless import serverless_function

sentry_sdk.init()


def link(handler):
    @functools.wraps(handler)
    def inner(event, context):
        response = handler(event, context)
        if token := event["headers"].get("x-openreplay-sessiontoken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return response

    return inner


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


@serverless_function
@link
@tag_openreplay_session
def lambda_handler(event, context):
    return {"statusCode": 200, "body": event["path"][100]}
