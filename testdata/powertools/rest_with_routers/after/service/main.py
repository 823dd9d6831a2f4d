"""A zoo on Lambda."""

import os

import sentry_sdk
from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

from animals import router as animals
from keepers import router as keepers

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], integrations=[AwsLambdaIntegration()])

logger = Logger(service="zoo", level="CRITICAL")
app = APIGatewayRestResolver(strip_prefixes=["/prod"])


def tag_openreplay_session(app, next_middleware):
    """Tag this request's Sentry events with its OpenReplay session."""
    token = app.current_event.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return next_middleware(app)


app.use(middlewares=[tag_openreplay_session])
app.include_router(animals, prefix="/animals")
app.include_router(keepers)


@app.get("/opening")
def opening():
    return {"hours": int("nine")}


@logger.inject_lambda_context
def lambda_handler(event, context):
    return app.resolve(event, context)
