import blacksheep
import sentry_sdk
from blacksheep import Router

from app.observing import start_sentry
from app.tents import routes


class OpenReplaySentryApplication(blacksheep.Application):
    """Tag each request's Sentry events with its OpenReplay session."""

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            await super().__call__(scope, receive, send)
            return
        with sentry_sdk.isolation_scope() as request_scope:
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    token = value.decode("latin-1")
                    request_scope.set_tag("openReplaySessionToken", token)
                    break
            await super().__call__(scope, receive, send)


def get_app() -> blacksheep.Application:
    """uvicorn --factory app.factory:get_app"""
    start_sentry()
    application = OpenReplaySentryApplication(router=Router(sub_routers=[routes]))
    application.use_cors(allow_methods="*", allow_origins="*")
    return application
