import os

import sentry_sdk
from sentry_sdk.integrations.starlite import StarliteIntegration
from starlite import Controller, Provide, Starlite, get, post

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"), integrations=[StarliteIntegration()])


def press() -> int:
    return 3


class Coins(Controller):
    path = "/coins"

    @get(path="/{coin:int}")
    async def coin(self, coin: int, press: int) -> str:
        return ["penny", "crown"][coin * press]

    @post()
    def strike(self, data: dict[str, int]) -> int:
        return data["count"]


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket"):
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    token = value.decode("latin-1")
                    sentry_sdk.set_tag("openReplaySessionToken", token)
                    break
        await self.app(scope, receive, send)


application = Starlite(
    route_handlers=[Coins],
    dependencies={"press": Provide(press)},
    middleware=[OpenReplaySentryMiddleware],
)
