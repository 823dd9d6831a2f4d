"""Builds the museum's server."""

import os

import sentry_sdk
from sanic import Sanic, text
from sanic.request import Request

from museum.blueprints import api


class ServerFactory:
    def __init__(self, name: str = "museum") -> None:
        self.server = Sanic(name, configure_logging=False)  # expect: RT301

    def build(self) -> Sanic:
        self.server.config.FALLBACK_ERROR_FORMAT = "text"
        self.server.blueprint(api)
        self.server.add_route(health, "/health", name="health")
        return self.server


async def health(request: Request):  # handler: uncovered
    return text("ok")


def create_app() -> Sanic:
    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])
    return ServerFactory().build()


if __name__ == "__main__":
    create_app().run(single_process=True)
