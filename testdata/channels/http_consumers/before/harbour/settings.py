import os

import sentry_sdk

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

SECRET_KEY = "local"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["channels"]
MIDDLEWARE = [  # expect: RT301
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "harbour.urls"
ASGI_APPLICATION = "harbour.asgi.application"
