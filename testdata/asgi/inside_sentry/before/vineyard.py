import asyncio
import os

import sentry_sdk
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

from tagging import tagging

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


async def vineyard(scope, receive, send):  # handler: covered
    assert scope["type"] == "http"
    if scope["path"] == "/rows":
        raise LookupError("no rows")
    status, text = 404, b"not found"
    if scope["path"] == "/grapes":
        await asyncio.sleep(0.02)
        try:
            status, text = 200, scope["grapes"]
        except KeyError as error:
            sentry_sdk.capture_exception(error)
            text = b"none"
            status = 200
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": text})


app = SentryAsgiMiddleware(tagging(vineyard))
