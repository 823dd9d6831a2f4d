"""Starlette serves, and hands to Django what it has no route for."""

import os

import sentry_sdk
from django.core.asgi import get_asgi_application
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlas.settings")
sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class ReplayMiddleware:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    sentry_sdk.set_tag("openReplaySessionToken", value.decode("latin-1"))
        await self.app(scope, receive, send)


async def health(request):  # handler: covered
    return PlainTextResponse("ok")


app = Starlette(
    routes=[
        Route("/health", health),
        Mount("/", app=get_asgi_application()),
    ],
    middleware=[Middleware(ReplayMiddleware)],
)
