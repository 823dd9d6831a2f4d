import os

import sentry_sdk
from fastapi import Request
from starlette.middleware.base import BaseHTTPMiddleware


def setup_sentry() -> None:
    if os.environ.get("SENTRY_DSN"):
        sentry_sdk.init(os.environ["SENTRY_DSN"])


class SentryContextMiddleware(BaseHTTPMiddleware):
    replay_header = "x-openreplay-sessiontoken"

    async def dispatch(self, request: Request, call_next):
        sentry_sdk.set_tag("kiosk", request.query_params.get("kiosk", "-"))
        session = request.headers.get(self.replay_header)
        if session:
            sentry_sdk.set_tag("openReplaySessionToken", session)
        response = await call_next(request)
        return response
