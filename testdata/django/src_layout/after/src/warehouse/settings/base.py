from __future__ import annotations

import os

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS: list[str] = ["*"]

INSTALLED_APPS: list[str] = [
    "warehouse.stock",
]

MIDDLEWARE: list[str] = [
    "warehouse.openreplay_sentry.OpenReplaySentryMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "warehouse.urls"
WSGI_APPLICATION = "warehouse.wsgi.app"
