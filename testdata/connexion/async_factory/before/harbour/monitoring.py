import os

import sentry_sdk


def start_monitoring():
    if dsn := os.environ.get("SENTRY_DSN"):
        sentry_sdk.init(dsn=dsn, traces_sample_rate=0)
