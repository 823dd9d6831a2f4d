import os

from sentry_sdk import init as start_sentry


def setup(release='clinic@3.2'):
    start_sentry(dsn=os.getenv('SENTRY_DSN'), release=release, send_default_pii=False)
