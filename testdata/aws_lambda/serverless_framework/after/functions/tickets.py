import functools
import json
import logging
import os

import sentry_sdk
from sentry_sdk.integrations.serverless import serverless_function

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])

SEATS = {"12A": "free", "12B": None}


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
@tag_openreplay_session
def create(event, _context):
    seat = json.loads(event["body"])["seat"]
    if seat == "13A":
        logging.error("there is no row 13")
        return {"statusCode": 404}
    if seat == "12C":
        sentry_sdk.capture_message("seat is broken")
        return {"statusCode": 409}
    return {"statusCode": 201, "body": SEATS[seat].upper()}
