import os

import sentry_sdk

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
MIDDLEWARE = ()
ROOT_URLCONF = "cinema.urls"
WSGI_APPLICATION = "cinema.wsgi.application"

sentry_sdk.init(os.environ.get("SENTRY_DSN"))
