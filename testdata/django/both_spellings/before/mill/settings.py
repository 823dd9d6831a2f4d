import os

import sentry_sdk

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["mill.grain"]
MIDDLEWARE = []
MIDDLEWARE.append("django.middleware.common.CommonMiddleware")
MIDDLEWARE.insert(0, "mill.middleware.SessionTokenMiddleware")
ROOT_URLCONF = "mill.urls"
WSGI_APPLICATION = "mill.wsgi.application"

sentry_sdk.init(os.environ.get("SENTRY_DSN"))
