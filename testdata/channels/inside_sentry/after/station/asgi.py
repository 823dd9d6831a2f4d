import os

import sentry_sdk
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path, re_path
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

from station.departures import Departures

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "station.settings")
sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

routes = [path("departures/", Departures.as_asgi()), re_path("", get_asgi_application())]


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


application = SentryAsgiMiddleware(OpenReplaySentryMiddleware(ProtocolTypeRouter({"http": URLRouter(routes)})))
