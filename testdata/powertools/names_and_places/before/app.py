"""Three look-ups, and a scope that is closed too early."""

import sentry_sdk
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from sentry_sdk.integrations.aws_lambda import AwsLambdaIntegration

sentry_sdk.init(integrations=[AwsLambdaIntegration()])
app = APIGatewayRestResolver()


def closed(app, next_middleware):
    with sentry_sdk.isolation_scope() as scope:  # expect: RT405
        scope.set_tag(
            "openReplaySessionToken",
            app.current_event.headers["X-OpenReplay-SessionToken"],  # expect: RT104
        )
        return next_middleware(app)


def late(app, next_middleware):
    response = next_middleware(app)
    if token := app.current_event.headers.get("x-openreplay-sessiontoken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT304
    return response


def tag(app, next_middleware):
    if token := app.current_event.headers.get("x-openreplay-sessiontoken"):
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return next_middleware(app)


@app.get("/a", middlewares=[tag])
def one():  # handler: covered
    return {}


@app.get("/b", middlewares=[closed])
def two():  # handler: uncovered
    return {}


@app.get("/c", middlewares=[late])
def three():  # expect: RT302  # handler: uncovered
    return {}


@app.get("/d")
def four():  # handler: uncovered
    token = app.current_event.headers.get("X_OpenReplay_SessionToken")  # expect: RT103
    sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT201
    return {}


@app.get("/e")
def five():  # handler: uncovered
    token = app.current_event.get_header_value("X-OpenReplay-Session")  # expect: RT102
    sentry_sdk.set_tag("openReplaySessionToken", token)  # expect: RT201
    return {}


def lambda_handler(event, context):
    return app.resolve(event, context)
