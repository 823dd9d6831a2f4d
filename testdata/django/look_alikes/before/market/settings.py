import os

import sentry_sdk

SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["market.stalls"]
MIDDLEWARE = [
    "market.middleware.ReplayMiddleware",
    "market.middleware.TracingMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "market.urls"
WSGI_APPLICATION = "market.wsgi.application"

OPENREPLAY_INGEST_POINT = "https://replay.example.com/ingest"
OPENREPLAY_SESSION_COOKIE = "openreplay_session_token"
SESSION_TOKEN_HEADER = "X-Session-Token"

sentry_sdk.init(os.environ.get("SENTRY_DSN"))
sentry_sdk.set_tag("openReplayProject", "market")
