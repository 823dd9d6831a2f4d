import os

import sentry_sdk
from blacksheep import Application, Request, get, json
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Application()


async def replay(request: Request, handler):
    token = request.headers.get_first(b"X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token.decode())
    return await handler(request)


app.middlewares.append(replay)


@get("/stones")
async def stones(request: Request):
    recorded = request.get_first_header(b"X-OpenReplay-SessionToken")
    return json([str(recorded)])


server = SentryAsgiMiddleware(app)
