import os

import sentry_sdk
from blacksheep import Application, get, json
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
app = Application()


@get("/ponds")
async def ponds():  # handler: uncovered
    return json(["duck"])


server = SentryAsgiMiddleware(app)
