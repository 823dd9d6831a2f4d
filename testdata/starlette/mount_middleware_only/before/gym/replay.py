import sentry_sdk
from starlette.middleware.base import BaseHTTPMiddleware


class ReplayMiddleware(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        token = request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return await call_next(request)
