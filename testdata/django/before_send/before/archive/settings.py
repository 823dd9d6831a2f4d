import os

from archive.sentry import start_sentry

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["archive.files"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"

start_sentry(os.environ.get("SENTRY_DSN"))
