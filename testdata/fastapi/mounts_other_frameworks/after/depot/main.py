"""A depot on its way from Flask to FastAPI: the old parts are mounted."""

import os

import sentry_sdk
from a2wsgi import WSGIMiddleware
from fastapi import FastAPI
from starlette.middleware.wsgi import WSGIMiddleware as StarletteWSGIMiddleware

from depot.legacy import legacy
from depot.metrics import Metrics
from depot.reports import reports

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


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


app = FastAPI()
app.add_middleware(OpenReplaySentryMiddleware)

PARTS = {}


@app.get("/parts/{number}")
def part(number: int):
    return PARTS[number]


app.mount("/legacy", WSGIMiddleware(legacy))
app.mount("/reports", StarletteWSGIMiddleware(reports.wsgi_app))
app.mount("/metrics", Metrics())
