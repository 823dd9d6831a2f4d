import sentry_sdk

sentry_sdk.init()

INSTALLED_APPS = ["channels"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]  # expect: RT301
ROOT_URLCONF = "lido.urls"
