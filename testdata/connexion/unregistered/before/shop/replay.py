import sentry_sdk


class OpenReplayMiddleware:  # expect: RT303
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        with sentry_sdk.isolation_scope() as own:
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    own.set_tag("openReplaySessionToken", value.decode())
            return await self.app(scope, receive, send)
