import os

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["patients"]
MIDDLEWARE = [
    "clinic.tracing.request_id",
    "clinic.tracing.session_replay",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "clinic.urls"
WSGI_APPLICATION = "clinic.wsgi.application"

REQUEST_ID_META_KEY = "HTTP_X_REQUEST_ID"
OPENREPLAY_META_KEY = "HTTP_X_OPENREPLAY_SESSIONTOKEN"
