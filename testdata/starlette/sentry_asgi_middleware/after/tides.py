"""Tide tables; Sentry is asked for by name, its own discovery is off."""

import asyncio
import logging
import os

import sentry_sdk
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route

sentry_sdk.init(
    dsn=os.environ.get("SENTRY_DSN"),
    auto_enabling_integrations=False,
)

PORTS = {"brest": [5.1, 11.3], "ostend": []}


async def tide(request):
    return JSONResponse({"hours": PORTS[request.path_params["port"]]})


def mean(request):
    hours = PORTS.get(request.path_params["port"], [])
    try:
        return JSONResponse({"mean": sum(hours) / len(hours)})
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
        return JSONResponse({"mean": None})


async def next_tide(request):
    await asyncio.sleep(0.02)
    try:
        return JSONResponse({"hour": PORTS[request.path_params["port"]][0]})
    except LookupError:
        logging.exception("no tide is left")
        return JSONResponse({"hour": None})


class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] in ("http", "websocket"):
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    token = value.decode("latin-1")
                    sentry_sdk.set_tag("openReplaySessionToken", token)
                    break
        await self.app(scope, receive, send)


app = Starlette(
    routes=[
        Route("/ports/{port}", tide),
        Route("/ports/{port}/mean", mean),
        Route("/ports/{port}/next", next_tide),
    ],
    middleware=[Middleware(SentryAsgiMiddleware), Middleware(OpenReplaySentryMiddleware)],
)
