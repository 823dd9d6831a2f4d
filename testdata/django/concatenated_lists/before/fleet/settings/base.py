import os

from fleet.platform.defaults import COMMON_MIDDLEWARE

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["fleet.trucks"]

LOCAL_MIDDLEWARE = ("fleet.trucks.middleware.depot",)

MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"] + COMMON_MIDDLEWARE + list(LOCAL_MIDDLEWARE)

ROOT_URLCONF = "fleet.trucks.urls"
WSGI_APPLICATION = "fleet.wsgi.application"
