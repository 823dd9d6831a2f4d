import os

import sentry_sdk
from blacksheep import Application, Request, get, json

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Application()  # expect: RT301


async def replay(request: Request, handler):
    # No scope is open here: the tag is on the next request's errors, too.
    token = request.get_first_header(b"X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token.decode())  # expect: RT402
    return await handler(request)


app.middlewares.append(replay)


@get("/anvils")
async def anvils():  # handler: uncovered
    return json([])
