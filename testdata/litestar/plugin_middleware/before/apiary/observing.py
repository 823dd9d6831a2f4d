"""Everything that has to do with Sentry, for all of our services."""

import os

import sentry_sdk
from litestar.config.app import AppConfig
from litestar.datastructures import Headers
from litestar.middleware import AbstractMiddleware
from litestar.plugins import InitPluginProtocol


class ReplayTag(AbstractMiddleware):
    async def __call__(self, scope, receive, send):
        headers = Headers.from_scope(scope)
        if "X-OpenReplay-SessionToken" in headers and headers["X-OpenReplay-SessionToken"]:
            sentry_sdk.set_tag("openReplaySessionToken", headers["X-OpenReplay-SessionToken"])
        await self.app(scope, receive, send)


class Observing(InitPluginProtocol):
    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        app_config.middleware = [*app_config.middleware, ReplayTag]
        return app_config


def start() -> None:
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"), send_default_pii=False)
