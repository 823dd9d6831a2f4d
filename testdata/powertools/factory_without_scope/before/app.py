"""A bookshop behind a load balancer: only what is reported by hand reaches Sentry."""

import logging
import os

import sentry_sdk
from aws_lambda_powertools.event_handler import ALBResolver, Response

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def create_resolver() -> ALBResolver:
    resolver = ALBResolver()  # expect: RT301

    @resolver.get("/books/<number>")
    def book(number):  # handler: uncovered
        logging.error("no book %s", number)
        return Response(status_code=404, content_type="text/plain", body="none")

    @resolver.post("/books")
    def add():  # handler: uncovered
        title = resolver.current_event.json_body["title"]
        sentry_sdk.capture_message(f"no room for {title}")
        return {"added": False}

    return resolver


app = create_resolver()


def lambda_handler(event, context):
    return app.resolve(event, context)
