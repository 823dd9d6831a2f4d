import os

SENTRY_DSN = os.environ.get("SENTRY_DSN")
