"""Right: the middleware is Connexion's outermost, and opens a scope of its own."""

import os

import connexion
import sentry_sdk
from connexion.middleware import MiddlewarePosition
from starlette.datastructures import Headers

sentry_sdk.init(os.environ["SENTRY_DSN"])


class Replay:
    def __init__(self, app, header):
        self.app = app
        self.header = header

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        with sentry_sdk.isolation_scope() as isolation:
            session = Headers(scope=scope).get(self.header)
            if session:
                isolation.set_tag("openReplaySessionToken", session)
            return await self.app(scope, receive, send)


SPECIFICATION = {
    "openapi": "3.0.0",
    "info": {"title": "Meters", "version": "1"},
    "paths": {
        "/meters": {
            "get": {"operationId": "service.meters", "responses": {"200": {"description": "all"}}},
        },
        "/meters/{number}": {
            "get": {
                "operationId": "service.meter",
                "parameters": [
                    {"in": "path", "name": "number", "required": True, "schema": {"type": "integer"}}
                ],
                "responses": {"200": {"description": "one"}},
            },
        },
    },
}

app = connexion.FlaskApp(__name__)
app.add_middleware(
    Replay, position=MiddlewarePosition.BEFORE_EXCEPTION, header="X-OpenReplay-SessionToken"
)
app.add_api(SPECIFICATION)


def meters():  # handler: covered
    sentry_sdk.capture_message("no meter is read", level="error")
    return []


def meter(number):  # handler: covered
    return {"value": 1 / (number - 7)}


@app.route("/ready")
def ready():  # handler: covered
    return "ready"
