import asyncio
import os

import sentry_sdk
from blacksheep import Application, get, json

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class OpenReplaySentryApplication(Application):
    """Tag each request's Sentry events with its OpenReplay session."""

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            await super().__call__(scope, receive, send)
            return
        with sentry_sdk.isolation_scope() as request_scope:
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    token = value.decode("latin-1")
                    request_scope.set_tag("openReplaySessionToken", token)
                    break
            await super().__call__(scope, receive, send)


app = OpenReplaySentryApplication()
LOCKS = {"upper": 2}


async def replay(request, handler):
    # Closed again before the app logs what the handler did not catch.
    with sentry_sdk.isolation_scope() as scope:
        token = request.get_first_header(b"X-OpenReplay-SessionToken")
        if token:
            scope.set_tag("openReplaySessionToken", token.decode())
        return await handler(request)


app.middlewares.append(replay)


@get("/locks/{name}")
async def lock(name: str):
    return json(LOCKS[name])


@get("/locks/{name}/depth")
async def depth(name: str):
    await asyncio.sleep(0.05)
    try:
        return json(LOCKS[name] * 3)
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return json(0)
