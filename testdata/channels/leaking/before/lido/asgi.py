"""No scope is open yet where the middleware runs: the tag is shared by all requests."""

import os

import sentry_sdk
from channels.generic.websocket import WebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lido.settings")


class Tagging:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            token = dict(scope["headers"]).get(b"x-openreplay-sessiontoken")
            if token:
                sentry_sdk.set_tag("openReplaySessionToken", token.decode())  # expect: RT402
        return await self.app(scope, receive, send)


class Timer(WebsocketConsumer):  # handler: uncovered
    def receive(self, text_data=None, bytes_data=None):
        self.send(text_data)


application = Tagging(
    ProtocolTypeRouter(
        {
            "http": get_asgi_application(),
            "websocket": URLRouter([path("timer/", Timer.as_asgi())]),
        }
    )
)
