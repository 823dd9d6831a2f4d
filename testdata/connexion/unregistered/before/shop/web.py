import connexion
import sentry_sdk

sentry_sdk.init()

application = connexion.AsyncApp("shop.web")
application.add_api({"openapi": "3.0.0", "paths": {"/": {"get": {"operationId": "shop.web.index"}}}})


def index():  # handler: uncovered
    return "hello"
