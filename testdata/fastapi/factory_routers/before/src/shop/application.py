from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from .monitoring import start_monitoring
from .routers import catalog_router, orders_router
from .settings import settings


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.catalog = {"tea": 4.5, "coffee": 3.0}
    yield


def make_application() -> FastAPI:
    start_monitoring()
    api = FastAPI(  # expect: RT301
        title="Shop",
        openapi_url=f"{settings.api_prefix}/openapi.json",
        lifespan=lifespan,
    )
    api.add_middleware(GZipMiddleware, minimum_size=1000)
    api.include_router(catalog_router, prefix=settings.api_prefix)
    api.include_router(orders_router, prefix=settings.api_prefix)

    @api.get("/health", include_in_schema=False)
    async def health():  # handler: uncovered
        return {"status": "ok"}

    return api
