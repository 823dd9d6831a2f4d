import os

import sentry_sdk


def start_sentry() -> None:
    if "SENTRY_DSN" in os.environ:
        sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], traces_sample_rate=0.1)
