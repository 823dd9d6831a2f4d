import sentry_sdk
from starlette.types import ASGIApp, Receive, Scope, Send


class OpenReplayMiddleware:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            for name, value in scope["headers"]:
                if name.lower() != b"x-openreplay-sessiontoken":
                    continue
                if token := value.decode("latin-1"):
                    sentry_sdk.set_tag("openReplaySessionToken", token)
                break
        await self.app(scope, receive, send)
