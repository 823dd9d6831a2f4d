import os

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration

sentry_sdk.init(
    dsn=os.environ.get("SENTRY_DSN"),
    integrations=[
        DjangoIntegration(transaction_style="url"),
    ],
)

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["booking.rooms"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "booking.core.middleware.TenantMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "booking.urls"
WSGI_APPLICATION = "booking.wsgi.application"
