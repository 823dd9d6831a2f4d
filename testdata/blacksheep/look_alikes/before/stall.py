import os

import sentry_sdk
from blacksheep import Application, Request, get, json
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class Board:
    """Nothing of the library's."""

    middlewares: list = []

    def post(self, path: str):
        return lambda function: function

    def set_tag(self, name: str, value: object) -> None: ...


board = Board()
board.middlewares.append(print)


@board.post("/notes")
async def no_handler():
    board.set_tag("openReplaySessiontoken", 1)


async def replay(request: Request, handler):
    board.set_tag("openreplay_session_token", request.headers.get_first(b"X-Session"))
    for name, value in request.headers:
        if name.lower() == b"x-openreplay-sessiontoken" and value:
            sentry_sdk.set_tag("openReplaySessionToken", value.decode())
    return await handler(request)


app = Application()
app.middlewares.append(replay)


@get("/fruit")
async def fruit():  # handler: covered
    return json(["pear"])


app = SentryAsgiMiddleware(app)
