import sentry_sdk
from fastapi import FastAPI

from tides.api import router


def build() -> FastAPI:
    sentry_sdk.init()
    api = FastAPI(title="Tides")  # expect: RT301
    api.include_router(router, prefix="/tides")
    return api
