import os

import sentry_sdk

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["articles"]
MIDDLEWARE = [
    "newsroom.middleware.ReplayMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "newsroom.urls"

sentry_sdk.init(os.environ.get("SENTRY_DSN"))
