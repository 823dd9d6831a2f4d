import os

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["tenancy"]
MIDDLEWARE = [
    "tenancy.middleware.ReplayMiddleware",
    "tenancy.middleware.TenantMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "tenancy.urls"
WSGI_APPLICATION = "site_config.wsgi.application"

sentry_sdk.init(os.environ.get("SENTRY_DSN"), integrations=[DjangoIntegration()])
