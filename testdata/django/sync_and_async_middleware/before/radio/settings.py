import os

import sentry_sdk

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["radio.shows"]
MIDDLEWARE = [
    "radio.middleware.replay",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "radio.urls"
ASGI_APPLICATION = "radio.asgi.application"

sentry_sdk.init(os.environ.get("SENTRY_DSN"))
