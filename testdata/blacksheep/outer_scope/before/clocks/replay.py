import sentry_sdk


class ReplayScope:
    """A scope for each request: nothing else opens one here."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers = dict(scope["headers"])
        with sentry_sdk.isolation_scope() as request_scope:
            if headers.get(b"x-openreplay-sessiontoken"):
                token = headers[b"x-openreplay-sessiontoken"].decode()
                request_scope.set_tag("openReplaySessionToken", token)
            return await self.app(scope, receive, send)
