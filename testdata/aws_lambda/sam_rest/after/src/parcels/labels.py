import functools
import logging

import sentry_sdk

from parcels.monitoring import setup

setup()

logger = logging.getLogger(__name__)


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
def lambda_handler(event: dict, context) -> dict:
    try:
        open("/nowhere/label")
    except OSError:
        logger.exception("no label")
    return {"label": None}
