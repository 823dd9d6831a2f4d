import asyncio

import sentry_sdk
from django.http import HttpResponse

SHEETS = {}


def sheet(request, number):  # handler: covered
    return HttpResponse(SHEETS[number])


async def scale(request, number):  # handler: covered
    await asyncio.sleep(0.02)
    try:
        text = SHEETS[number].scale
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        text = "none"
    return HttpResponse(text)
