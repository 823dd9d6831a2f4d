import os

import sentry_sdk
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path, re_path
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

from chess.consumers import Board, Moves
from chess.replay import ReplayMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chess.settings")
sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

protocols = ProtocolTypeRouter(
    {
        "http": URLRouter(
            [path("moves/", Moves.as_asgi()), re_path("", get_asgi_application())]
        ),
        "websocket": URLRouter([path("board/", Board.as_asgi())]),
    }
)
application = SentryAsgiMiddleware(ReplayMiddleware(protocols))
