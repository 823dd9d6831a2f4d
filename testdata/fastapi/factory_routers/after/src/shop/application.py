from contextlib import asynccontextmanager

import sentry_sdk
from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from .monitoring import start_monitoring
from .routers import catalog_router, orders_router
from .settings import settings


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.catalog = {"tea": 4.5, "coffee": 3.0}
    yield


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


def make_application() -> FastAPI:
    start_monitoring()
    api = FastAPI(
        title="Shop",
        openapi_url=f"{settings.api_prefix}/openapi.json",
        lifespan=lifespan,
    )
    api.add_middleware(OpenReplaySentryMiddleware)
    api.add_middleware(GZipMiddleware, minimum_size=1000)
    api.include_router(catalog_router, prefix=settings.api_prefix)
    api.include_router(orders_router, prefix=settings.api_prefix)

    @api.get("/health", include_in_schema=False)
    async def health():
        return {"status": "ok"}

    return api
