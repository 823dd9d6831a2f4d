import os

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
DEBUG = False
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "parcels",
]

MIDDLEWARE = [
    "tracker.openreplay_sentry.OpenReplaySentryMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "parcels.middleware.timing",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "tracker.urls"
ASGI_APPLICATION = "tracker.asgi.application"

USE_TZ = True
