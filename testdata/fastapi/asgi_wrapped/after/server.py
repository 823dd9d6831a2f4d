"""Label printer service: gunicorn -k uvicorn.workers.UvicornWorker server:app"""

import asyncio
import logging
import os

import sentry_sdk
from fastapi import FastAPI, Response
from fastapi.middleware.cors import CORSMiddleware
from sentry_sdk import capture_exception
from sentry_sdk import init as sentry_init
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

import labels


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


main_app = FastAPI()
main_app.add_middleware(OpenReplaySentryMiddleware)
main_app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_methods=["*"],
    allow_headers=["*"],
)


@main_app.get("/labels/{kind}")
def label(kind: str):
    return Response(labels.draw(kind), media_type="image/svg+xml")


@main_app.get("/labels/{kind}/size")
async def size(kind: str):
    await asyncio.sleep(0.02)
    try:
        return {"size": labels.SIZES[kind]}
    except KeyError as error:
        capture_exception(error)
        return {"size": None}


@main_app.post("/jobs")
async def print_job(job: dict):
    await asyncio.sleep(0.02)
    try:
        return {"pages": job["pages"] * job["copies"]}
    except KeyError:
        logging.exception("incomplete print job")
        return {"pages": 0}


sentry_init(dsn=os.environ.get("SENTRY_DSN"), release=os.environ.get("RELEASE"))

app = SentryAsgiMiddleware(main_app)
