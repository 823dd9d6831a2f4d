"""Ferry bookings: uvicorn --factory ferry.asgi:create_app"""

import os

import sentry_sdk
from litestar import Litestar
from litestar.config.cors import CORSConfig

from ferry.plugins import TimingPlugin
from ferry.routes import route_handlers


def create_app() -> Litestar:
    # Before the app is made: Sentry patches its constructor.
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"), environment=os.environ.get("APP_ENV"))
    return Litestar(  # expect: RT301
        route_handlers=route_handlers,
        cors_config=CORSConfig(allow_origins=["*"]),
        plugins=[TimingPlugin()],
        openapi_config=None,
    )
