"""Browsers cannot send the header when they open a websocket: nothing is reported."""

from channels.auth import AuthMiddlewareStack
from channels.generic.websocket import JsonWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application
from django.urls import re_path


class Feeding(JsonWebsocketConsumer):  # handler: uncovered
    def receive_json(self, content):
        self.send_json({"fed": content["animal"]})


application = ProtocolTypeRouter(
    {
        "http": get_asgi_application(),
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(URLRouter([re_path(r"^feeding/$", Feeding.as_asgi())]))
        ),
    }
)
