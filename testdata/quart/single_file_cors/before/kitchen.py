#!/usr/bin/env python3
import asyncio
import logging
from os import environ

import quart
import sentry_sdk as sentry
from quart_cors import cors

sentry.init(environ["SENTRY_DSN"], traces_sample_rate=0.0)

log = logging.getLogger("kitchen")
api = cors(
    quart.Quart("kitchen"),  # expect: RT301
    allow_origin="https://kitchen.example.org",
    allow_headers=["X-OpenReplay-SessionToken"],
)

MINUTES = {"bread": 90}


@api.get("/recipes/<name>")
def recipe(name):  # handler: uncovered
    return str(MINUTES[name])


@api.delete("/recipes/<name>")
async def forget(name):  # handler: uncovered
    await asyncio.sleep(0.05)
    try:
        raise PermissionError(name)
    except PermissionError as error:
        sentry.capture_exception(error)
    return "kept", 409


async def heat():  # handler: uncovered
    log.error("the oven is cold")
    return "cold"


api.add_url_rule("/oven", "heat", heat, methods=["POST"])

if __name__ == "__main__":
    api.run()
