import os

import sentry_sdk

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["hotel.desk"]
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "hotel.middleware.ViewContextMiddleware",
]
ROOT_URLCONF = "hotel.urls"
WSGI_APPLICATION = "hotel.wsgi.application"

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
