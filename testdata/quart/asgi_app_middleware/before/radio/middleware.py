"""What every request passes on its way in."""

import sentry_sdk

SESSION_HEADER = b"x-openreplay-sessiontoken"


class ReplayMiddleware:
    def __init__(self, asgi, tag_name="openReplaySessionToken"):
        self.asgi = asgi
        self.tag_name = tag_name

    async def __call__(self, scope, receive, send):
        if scope["type"] != "lifespan":
            token = dict(scope["headers"]).get(SESSION_HEADER)
            if token:
                sentry_sdk.set_tag(self.tag_name, token.decode())
        return await self.asgi(scope, receive, send)
