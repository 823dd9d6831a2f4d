import os

import sentry_sdk
from sanic import Sanic

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Sanic("weather", configure_logging=False)

from weather import signals, towns  # noqa: E402, F401
