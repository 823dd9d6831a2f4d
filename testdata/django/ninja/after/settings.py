from os import environ

from sentry_sdk import init as init_sentry

SECRET_KEY = environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["ninja", "payments"]
MIDDLEWARE = [
    "openreplay_sentry.OpenReplaySentryMiddleware",
    # "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",  # APPEND_SLASH
    "payments.middleware.version_header"
]
ROOT_URLCONF = "urls"
USE_TZ = True

init_sentry(
    environ.get("SENTRY_DSN"),
    traces_sample_rate=float(environ.get("TRACES", "0")),
)
