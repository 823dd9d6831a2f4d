import os

import sentry_sdk
from fastapi import FastAPI, Request

from library import books, loans


def create_app(dsn: str | None = os.environ.get("SENTRY_DSN")) -> FastAPI:
    sentry_sdk.init(dsn=dsn)
    app = FastAPI(title="Library")

    @app.middleware("http")
    async def tag_replay(request: Request, call_next):
        # Axios sends the second spelling, fetch the first.
        token = request.headers.get("X-OpenReplay-SessionToken") or request.headers.get(
            "X-OpenReplay-Session-Token"
        )
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return await call_next(request)

    for router in (books.router, loans.router):
        app.include_router(router)
    return app
