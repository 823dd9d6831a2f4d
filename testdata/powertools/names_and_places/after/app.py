"""Three look-ups, and a scope that is closed too early."""

import sentry_sdk
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

sentry_sdk.init(integrations=[AwsLambdaIntegration()])
app = APIGatewayRestResolver()


def closed(app, next_middleware):
    token = app.current_event.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag(
            "openReplaySessionToken",
            token,
        )
    return next_middleware(app)


def late(app, next_middleware):
    response = next_middleware(app)
    if token := app.current_event.headers.get("x-openreplay-sessiontoken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return response


def tag(app, next_middleware):
    if token := app.current_event.headers.get("x-openreplay-sessiontoken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return next_middleware(app)


@app.get("/a", middlewares=[tag])
def one():
    return {}


@app.get("/b", middlewares=[closed])
def two():
    return {}


@app.get("/c", middlewares=[late])
def three():
    return {}


@app.get("/d")
def four():
    token = app.current_event.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return {}


@app.get("/e")
def five():
    token = app.current_event.get_header_value("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return {}


def lambda_handler(event, context):
    return app.resolve(event, context)
