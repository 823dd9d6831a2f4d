import sentry_sdk
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

from harbour.asgi import header

REPLAY_HEADER = b"x-openreplay-sessiontoken"


class ReplayMiddleware:
    def __init__(self, app):
        self._app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and (token := header(scope, REPLAY_HEADER)):
            sentry_sdk.get_isolation_scope().set_tag("openReplaySessionToken", token)
        await self._app(scope, receive, send)


def wrap(app):
    return SentryAsgiMiddleware(ReplayMiddleware(app))
