import sentry_sdk
from starlette.applications import Starlette

from app import middleware, routes, settings


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket"):
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    token = value.decode("latin-1")
                    sentry_sdk.set_tag("openReplaySessionToken", token)
                    break
        await self.app(scope, receive, send)


app = Starlette(
    debug=settings.DEBUG, routes=routes.routes, middleware=middleware.middleware
)
app.add_middleware(OpenReplaySentryMiddleware)
app.mount("/colours", routes.router)

if settings.SENTRY_DSN:
    import sentry_sdk

    sentry_sdk.init(settings.SENTRY_DSN)
