import sentry_sdk

sentry_sdk.init()

INSTALLED_APPS = ["channels"]
MIDDLEWARE = ["zoo.middleware.ReplayMiddleware"]
ROOT_URLCONF = "zoo.urls"
ASGI_APPLICATION = "zoo.routing.application"
