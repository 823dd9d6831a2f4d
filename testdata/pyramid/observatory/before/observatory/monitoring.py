import os

import sentry_sdk
from sentry_sdk.integrations.pyramid import PyramidIntegration


def start_monitoring():
    sentry_sdk.init(
        dsn=os.environ.get("SENTRY_DSN"),
        integrations=[PyramidIntegration()],
    )
