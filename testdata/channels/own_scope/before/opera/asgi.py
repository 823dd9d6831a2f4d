import asyncio
import os

import sentry_sdk
from channels.generic.http import AsyncHttpConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path, re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opera.settings")
sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class Boxes(AsyncHttpConsumer):  # handler: covered
    async def handle(self, body):
        await asyncio.sleep(0.02)
        try:
            boxes = self.scope["boxes"]
        except KeyError as error:
            sentry_sdk.capture_exception(error)
            boxes = b"none"
        await self.send_response(200, boxes)


class Scoped:
    def __init__(self, application):
        self.application = application

    async def __call__(self, scope, receive, send):
        if "headers" not in scope:
            return await self.application(scope, receive, send)
        with sentry_sdk.isolation_scope() as request_scope:
            for name, value in scope["headers"]:
                if name.lower() == b"x-openreplay-sessiontoken" and value:
                    request_scope.set_tag("openReplaySessionToken", value.decode("latin-1"))
            return await self.application(scope, receive, send)


application = Scoped(
    ProtocolTypeRouter(
        {"http": URLRouter([path("boxes/", Boxes.as_asgi()), re_path("", get_asgi_application())])}
    )
)
