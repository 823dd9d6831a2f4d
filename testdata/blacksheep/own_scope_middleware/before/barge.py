import asyncio
import os

import sentry_sdk
from blacksheep import Application, get, json

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = Application()  # expect: RT301
LOCKS = {"upper": 2}


async def replay(request, handler):
    # Closed again before the app logs what the handler did not catch.
    with sentry_sdk.isolation_scope() as scope:
        token = request.get_first_header(b"X-OpenReplay-SessionToken")
        if token:
            scope.set_tag("openReplaySessionToken", token.decode())  # expect: RT401
        return await handler(request)


app.middlewares.append(replay)


@get("/locks/{name}")
async def lock(name: str):  # handler: uncovered
    return json(LOCKS[name])


@get("/locks/{name}/depth")
async def depth(name: str):  # handler: uncovered
    await asyncio.sleep(0.05)
    try:
        return json(LOCKS[name] * 3)
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return json(0)
