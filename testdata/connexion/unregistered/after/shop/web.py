import connexion
import sentry_sdk
from connexion.middleware import MiddlewarePosition

from shop.replay import OpenReplayMiddleware

sentry_sdk.init()

application = connexion.AsyncApp("shop.web")
application.add_middleware(OpenReplayMiddleware, MiddlewarePosition.BEFORE_EXCEPTION)
application.add_api({"openapi": "3.0.0", "paths": {"/": {"get": {"operationId": "shop.web.index"}}}})


def index():
    return "hello"
