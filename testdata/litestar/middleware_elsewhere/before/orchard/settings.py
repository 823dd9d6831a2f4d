import os

import sentry_sdk

from orchard.middleware import Harvest

MIDDLEWARE = [Harvest]


def start_sentry() -> None:
    if dsn := os.environ.get("SENTRY_DSN"):
        sentry_sdk.init(dsn=dsn)
