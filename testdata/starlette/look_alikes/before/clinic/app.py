import asyncio
import logging
import os

import sentry_sdk
from opentelemetry import trace
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route

from clinic import audit
from clinic.audit import push_scope, set_tag

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

BEDS = {"a": 4}


class Replay:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        headers = MutableHeaders(scope=scope)
        token = headers.get("X-OpenReplay-SessionToken")
        with push_scope() as audit_scope:
            audit_scope.set_tag("OpenReplaySessionToken", token)
        set_tag("openreplay-session-token", token)
        audit.set_tag("open_replay_session_token", headers.get("x-session-token"))
        scope["openreplay_session_token"] = token
        with trace.get_tracer("clinic").start_as_current_span("replay") as span:
            span.set_attribute("openReplaySessionID", token or "")
            if token:
                sentry_sdk.set_tag("openReplaySessionToken", token)
                sentry_sdk.set_tag("openReplaySession.id", "see the token")
            await self.app(scope, receive, send)


async def beds(request):  # handler: covered
    return JSONResponse({"beds": BEDS[request.path_params["ward"]]})


def admit(request):  # handler: covered
    try:
        BEDS[request.path_params["ward"]] -= 1
    except KeyError as error:
        sentry_sdk.capture_exception(error)
    return JSONResponse(BEDS)


async def history(request):  # handler: covered
    await asyncio.sleep(0.02)
    token = request.cookies.get("openReplay_SessionToken")
    try:
        return JSONResponse(audit.trail[int(request.query_params["entry"])])
    except (LookupError, ValueError):
        logging.exception("no such entry; openreplay-sessiontoken=%s", token)
        return JSONResponse({})


app = Starlette(
    routes=[
        Route("/beds/{ward}", beds, methods=["GET"]),
        Route("/beds/{ward}", admit, methods=["POST"]),
        Route("/history", history),
    ],
    middleware=[Middleware(Replay)],
)
