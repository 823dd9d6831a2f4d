import asyncio
import logging

import sentry_sdk

READINGS = {"1": [3.0, 5.0]}


async def mean(station):
    await asyncio.sleep(0.02)
    try:
        return sum(READINGS[station]) / len(READINGS[station])
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return "null"


async def last(station):
    await asyncio.sleep(0.02)
    try:
        return READINGS[station][-1]
    except KeyError:
        logging.exception("no readings of %s", station)
        return "null"
