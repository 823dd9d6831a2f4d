import os

import sentry_sdk
from blacksheep import Application, get, json
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

from ponds.replay import replay

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
app = Application()
app.middlewares.append(replay)


@get("/ponds")
async def ponds():
    return json(["duck"])


server = SentryAsgiMiddleware(app)
