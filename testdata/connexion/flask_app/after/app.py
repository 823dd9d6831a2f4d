"""A small library, served by Connexion on Flask."""

import os

import connexion
import sentry_sdk
from connexion.middleware import MiddlewarePosition

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        with sentry_sdk.isolation_scope() as request_scope:
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    token = value.decode("latin-1")
                    request_scope.set_tag("openReplaySessionToken", token)
                    break
            await self.app(scope, receive, send)


app = connexion.FlaskApp(__name__, specification_dir="spec/", pythonic_params=True)
app.add_middleware(OpenReplaySentryMiddleware, MiddlewarePosition.BEFORE_EXCEPTION)
app.add_api("openapi.yaml", arguments={"title": "Library"})

if __name__ == "__main__":
    app.run(port=8080)
