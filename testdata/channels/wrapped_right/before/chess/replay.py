import sentry_sdk


class ReplayMiddleware:
    def __init__(self, inner):
        self.inner = inner

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket"):
            token = dict(scope["headers"]).get(b"x-openreplay-sessiontoken")
            if token:
                sentry_sdk.set_tag("openReplaySessionToken", token.decode())
        return await self.inner(scope, receive, send)
