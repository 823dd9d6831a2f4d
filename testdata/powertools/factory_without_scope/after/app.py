"""A bookshop behind a load balancer: only what is reported by hand reaches Sentry."""

import functools
import logging
import os

import sentry_sdk
from aws_lambda_powertools.event_handler import ALBResolver, Response

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def create_resolver() -> ALBResolver:
    resolver = ALBResolver()

    @resolver.get("/books/<number>")
    def book(number):
        logging.error("no book %s", number)
        return Response(status_code=404, content_type="text/plain", body="none")

    @resolver.post("/books")
    def add():
        title = resolver.current_event.json_body["title"]
        sentry_sdk.capture_message(f"no room for {title}")
        return {"added": False}

    return resolver


app = create_resolver()


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
    return app.resolve(event, context)
