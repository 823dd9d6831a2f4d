"""Reading and sending parcels."""

import functools
import json

import sentry_sdk

from parcels import monitoring

monitoring.setup()

PARCELS = {"p1": None, "p2": 3}


def answer(status, content):
    return {"statusCode": status, "body": json.dumps(content)}


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
def read(event, context):
    code = event["pathParameters"]["code"]
    return answer(200, {"weight": PARCELS[code] + 1})


@tag_openreplay_session
def send(event, context):
    try:
        raise TimeoutError("nobody fetches it")
    except TimeoutError as error:
        sentry_sdk.capture_exception(error)
    return answer(202, {"sent": False})
