import sentry_sdk
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response

from weather.names import REPLAY_HEADER, REPLAY_TAG


class ReplayMiddleware(BaseHTTPMiddleware):
    async def dispatch(
        self, request: Request, call_next: RequestResponseEndpoint
    ) -> Response:
        if token := request.headers.get(REPLAY_HEADER):
            sentry_sdk.set_tag(REPLAY_TAG, token)
        return await call_next(request)
