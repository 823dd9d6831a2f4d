#!/usr/bin/env python3
import asyncio
import logging
from os import environ

import quart
import sentry_sdk
import sentry_sdk as sentry
from quart import request
from quart_cors import cors

sentry.init(environ["SENTRY_DSN"], traces_sample_rate=0.0)

log = logging.getLogger("kitchen")
api = cors(
    quart.Quart("kitchen"),
    allow_origin="https://kitchen.example.org",
    allow_headers=["X-OpenReplay-SessionToken"],
)


@api.before_request
async def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


MINUTES = {"bread": 90}


@api.get("/recipes/<name>")
def recipe(name):
    return str(MINUTES[name])


@api.delete("/recipes/<name>")
async def forget(name):
    await asyncio.sleep(0.05)
    try:
        raise PermissionError(name)
    except PermissionError as error:
        sentry.capture_exception(error)
    return "kept", 409


async def heat():
    log.error("the oven is cold")
    return "cold"


api.add_url_rule("/oven", "heat", heat, methods=["POST"])

if __name__ == "__main__":
    api.run()
