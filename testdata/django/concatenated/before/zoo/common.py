"""What the zoo's sites have in common."""

import os

import sentry_sdk

COMMON_MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
]


def report_errors(**options):
    sentry_sdk.init(os.environ.get("SENTRY_DSN"), **options)
