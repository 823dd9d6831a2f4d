import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration

sentry_sdk.init(integrations=[DjangoIntegration()])

SECRET_KEY = "quay"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "quay.urls"
MIDDLEWARE = [
    "quay.middleware.ReplayMiddleware",
    "django.middleware.common.CommonMiddleware",
]
