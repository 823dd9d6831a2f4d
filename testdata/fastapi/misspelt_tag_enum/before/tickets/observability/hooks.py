import os

import sentry_sdk
from fastapi import FastAPI, Request

from .tags import Tag

BASE_URL = "https://replay.example.com/sessions"


async def tag_request(request: Request, call_next):
    sentry_sdk.set_tag(Tag.TENANT.value, request.headers.get("x-tenant", "public"))
    token = request.headers.get("x-openreplay-sessiontoken")
    if token:
        sentry_sdk.set_tag(Tag.REPLAY.value, token)
        sentry_sdk.set_tag(Tag.REPLAY_URL.value, f"{BASE_URL}/{token}")
    return await call_next(request)


def install(app: FastAPI) -> None:
    sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
    app.middleware("http")(tag_request)
