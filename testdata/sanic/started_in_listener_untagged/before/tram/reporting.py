import os

import sentry_sdk


async def start_sentry(app, loop):
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
