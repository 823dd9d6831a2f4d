import os

import sentry_sdk
from litestar import Litestar, get
from litestar.config.app import AppConfig

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class Replay:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        token = dict(scope.get("headers", ())).get(b"x-openreplay-sessiontoken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token.decode())  # expect: RT402
        await self.app(scope, receive, send)


def configure(app_config: AppConfig) -> AppConfig:
    # Sentry's own middleware is in the list by now: this one runs before it.
    app_config.middleware.insert(0, Replay)
    return app_config


@get("/trucks")
async def trucks() -> list[str]:  # handler: uncovered
    return []


app = Litestar([trucks], on_app_init=[configure])  # expect: RT301
