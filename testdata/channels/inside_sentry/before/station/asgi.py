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
application = SentryAsgiMiddleware(ProtocolTypeRouter({"http": URLRouter(routes)}))  # expect: RT301
