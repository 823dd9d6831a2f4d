import os

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path, re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbour.settings")
django_application = get_asgi_application()

from harbour import consumers  # noqa: E402

websocket_urlpatterns = [path("live/", consumers.Live.as_asgi())]

application = ProtocolTypeRouter(  # expect: RT301
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
