import os

from zoo import common
from zoo.common import COMMON_MIDDLEWARE

DEBUG = bool(os.environ.get("DEBUG"))
SECRET_KEY = os.environ.get("SECRET_KEY", "local")
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["animals"]

MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"] + COMMON_MIDDLEWARE  # expect: RT301
if DEBUG:
    MIDDLEWARE.append("animals.middleware.SlowMiddleware")

ROOT_URLCONF = "animals.urls"

common.report_errors(release="zoo@7")
