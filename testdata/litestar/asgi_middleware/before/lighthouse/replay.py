import sentry_sdk
from litestar import Request
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

HEADER = "X-OpenReplay-SessionToken"
TAG = "openReplaySessionToken"


class ReplayMiddleware(ASGIMiddleware):
    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if token := Request(scope).headers.get(HEADER):
            sentry_sdk.set_tag(TAG, token)
        await next_app(scope, receive, send)
