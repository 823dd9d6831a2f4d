import os

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["garden.beds"]
MIDDLEWARE = [
    "garden.middleware.ErrorContext",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "garden.urls"
WSGI_APPLICATION = "garden.wsgi.application"
