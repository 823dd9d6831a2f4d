import sentry_sdk
from litestar import Request
from litestar.middleware import ASGIMiddleware


class ReplayTag(ASGIMiddleware):  # expect: RT303
    async def handle(self, scope, receive, send, next_app):
        token = Request(scope).headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        await next_app(scope, receive, send)
