import os

import sentry_sdk
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

from museum.app import create_app

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

application = SentryAsgiMiddleware(create_app())
