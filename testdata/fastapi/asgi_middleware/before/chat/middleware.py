import sentry_sdk

HEADER = b"x-openreplay-sessiontoken"


class OpenReplaySentryMiddleware:
    def __init__(self, app, tag="openReplaySessionToken"):
        self.app = app
        self.tag = tag

    async def __call__(self, scope, receive, send):
        if scope["type"] != "lifespan":
            for name, value in scope["headers"]:
                if name == HEADER and value:
                    sentry_sdk.set_tag(self.tag, value.decode("latin-1"))
        return await self.app(scope, receive, send)
