import os

import sentry_sdk
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from postbox import letters
from postbox.middleware import TimingMiddleware

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

# Served as postbox.main:app; the first middleware is the outermost.
app = Starlette(  # expect: RT301
    routes=[
        Route("/letters/{code}", letters.show, methods=["GET"]),
        Route("/letters/{code}", letters.forget, methods=["DELETE"]),
        Route("/letters/{code}/stamp", letters.stamp),
    ],
    middleware=[
        Middleware(GZipMiddleware, minimum_size=1000),
        Middleware(TimingMiddleware),
    ],
)
