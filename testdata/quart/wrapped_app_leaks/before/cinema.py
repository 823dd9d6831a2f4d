import os

import sentry_sdk
from quart import Quart

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Quart(__name__)  # expect: RT301


@app.get("/seats/<row>")
async def seats(row):  # handler: uncovered
    return {"a": "4"}[row]


class Replay:
    """Runs before Sentry has a scope for the request: the tag stays for the next one."""

    def __init__(self, inner):
        self.inner = inner

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket"):
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    sentry_sdk.set_tag("openReplaySessionToken", value.decode())  # expect: RT402
        await self.inner(scope, receive, send)


asgi = Replay(app)
