import os

import sentry_sdk
from litestar import Litestar, get

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class Replay:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        token = dict(scope.get("headers", ())).get(b"x-openreplay-sessiontoken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token.decode())  # expect: RT402
        await self.app(scope, receive, send)


@get("/bells")
async def bells() -> int:  # handler: uncovered
    return 4


app = Replay(Litestar([bells]))  # expect: RT301
