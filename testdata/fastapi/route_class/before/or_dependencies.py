import logging
from collections.abc import Callable

import sentry_sdk
from fastapi import HTTPException
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

logger = logging.getLogger(__name__)


class ORRoute(APIRoute):
    def get_route_handler(self) -> Callable:
        original_route_handler = super().get_route_handler()

        async def custom_route_handler(request: Request) -> Response:
            session_token = request.headers.get("X-OpenReplay-SessionToken")
            if session_token:
                sentry_sdk.set_tag("openReplaySessionToken", session_token)
            try:
                response = await original_route_handler(request)
            except HTTPException as error:
                if error.status_code // 100 != 4:
                    raise
                return JSONResponse(
                    {"errors": [error.detail]}, status_code=error.status_code
                )
            if isinstance(response, JSONResponse):
                response.headers["x-api"] = self.name
            return response

        return custom_route_handler
