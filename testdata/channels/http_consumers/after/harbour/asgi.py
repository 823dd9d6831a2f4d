import os

import sentry_sdk
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path, re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbour.settings")
django_application = get_asgi_application()

from harbour import consumers  # noqa: E402

websocket_urlpatterns = [path("live/", consumers.Live.as_asgi())]


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


application = ProtocolTypeRouter(
    {
        "http": URLRouter(
            [
                path("feed/", consumers.Feed.as_asgi()),
                re_path(r"", django_application),
            ]
        ),
        "websocket": URLRouter(websocket_urlpatterns),
    }
)
application = OpenReplaySentryMiddleware(application)
