import time

from litestar.config.app import AppConfig
from litestar.plugins import InitPluginProtocol


def timing(app):
    async def middleware(scope, receive, send):
        start = time.perf_counter()

        async def timed(message):
            if message["type"] == "http.response.start":
                spent = f"app;dur={time.perf_counter() - start:.4f}"
                message["headers"] = [*message["headers"], (b"server-timing", spent.encode())]
            await send(message)

        await app(scope, receive, timed)

    return middleware


class TimingPlugin(InitPluginProtocol):
    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        app_config.middleware.append(timing)
        return app_config
