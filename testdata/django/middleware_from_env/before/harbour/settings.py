import os

import sentry_sdk

from harbour.env import words

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = words("ALLOWED_HOSTS") or ["*"]
INSTALLED_APPS = ["harbour.ships"]
MIDDLEWARE = words("DJANGO_MIDDLEWARE")
ROOT_URLCONF = "harbour.urls"
WSGI_APPLICATION = "harbour.wsgi.application"

sentry_sdk.init(os.environ.get("SENTRY_DSN"))
