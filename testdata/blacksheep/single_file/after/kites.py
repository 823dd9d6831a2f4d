"""Kite rental: uvicorn kites:app"""

import asyncio
import logging
import os

import sentry_sdk
from blacksheep import Application, delete, get, json, post, text

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


class OpenReplaySentryApplication(Application):
    """Tag each request's Sentry events with its OpenReplay session."""

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket"):
            await super().__call__(scope, receive, send)
            return
        with sentry_sdk.isolation_scope() as request_scope:
            for name, value in scope["headers"]:
                if name == b"x-openreplay-sessiontoken" and value:
                    token = value.decode("latin-1")
                    request_scope.set_tag("openReplaySessionToken", token)
                    break
            await super().__call__(scope, receive, send)


app = OpenReplaySentryApplication(show_error_details=False)

KITES = {"delta": 3, "box": 0}


@get("/kites/{name}")
async def kite(name: str):
    return json(KITES[name])


@post("/kites/{name}/share")
async def share(name: str, people: int):
    await asyncio.sleep(0.05)
    try:
        return json(KITES[name] / people)
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
        return json(None)


@delete("/kites/{name}")
async def lose(name: str):
    await asyncio.sleep(0.02)
    if name not in KITES:
        logging.error("no kite of this name")
    return text("gone")
