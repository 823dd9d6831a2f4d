import os

import sentry_sdk
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

if dsn := os.environ.get("SENTRY_DSN"):
    sentry_sdk.init(dsn=dsn)

application = get_asgi_application()
