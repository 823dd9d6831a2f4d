import os

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ("*",)
INSTALLED_APPS = ("bakery.orders",)
MIDDLEWARE = (
    "bakery.replay.link_replay",
    "django.middleware.common.CommonMiddleware",
)
ROOT_URLCONF = "bakery.urls"
WSGI_APPLICATION = "bakery.wsgi.application"
