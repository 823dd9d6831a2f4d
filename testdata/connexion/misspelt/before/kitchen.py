import os

import connexion
import sentry_sdk
from connexion.middleware import MiddlewarePosition

sentry_sdk.init(os.environ["SENTRY_DSN"])

HEADER = b"X-OpenReplay-SessionToken"  # expect: RT103


class Replay:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        with sentry_sdk.isolation_scope() as own:
            for name, value in scope.get("headers", ()):
                if name == HEADER and value:
                    own.set_tag("openreplaySessionToken", value.decode())  # expect: RT101
            await self.app(scope, receive, send)


kitchen = connexion.AsyncApp("kitchen")
kitchen.add_middleware(Replay, MiddlewarePosition.BEFORE_EXCEPTION)


@kitchen.route("/soup")
async def soup(request):  # handler: uncovered
    return {"left": 1 / 0}
