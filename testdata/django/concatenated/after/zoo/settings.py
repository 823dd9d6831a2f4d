import os

from zoo import common
from zoo.common import COMMON_MIDDLEWARE

DEBUG = bool(os.environ.get("DEBUG"))
SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["animals"]

MIDDLEWARE = ["zoo.openreplay_sentry.OpenReplaySentryMiddleware", "django.middleware.security.SecurityMiddleware"] + COMMON_MIDDLEWARE
if DEBUG:
    MIDDLEWARE.append("animals.middleware.SlowMiddleware")

ROOT_URLCONF = "animals.urls"

common.report_errors(release="zoo@7")
