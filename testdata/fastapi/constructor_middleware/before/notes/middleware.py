import sentry_sdk
from fastapi.middleware import Middleware
from fastapi.middleware.gzip import GZipMiddleware
from starlette.datastructures import Headers


class ReplayTagger:
    def __init__(self, app, header):
        self.app = app
        self.header = header

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket"):
            token = Headers(scope=scope).get(self.header)
            if token:
                sentry_sdk.set_tag("openReplaySessionToken", token)
        await self.app(scope, receive, send)


middleware = [
    Middleware(ReplayTagger, header="X-OpenReplay-SessionToken"),
    Middleware(GZipMiddleware, minimum_size=500),
]
