import asyncio
import logging

import sentry_sdk
from django.http import JsonResponse
from django.views import View

logger = logging.getLogger(__name__)

SHOWS = {"dawn": {"start": "6", "end": "late"}}


class ShowView(View):
    async def get(self, request, name):  # handler: covered
        await asyncio.sleep(0.05)
        return JsonResponse(SHOWS[name])


async def length(request, name):  # handler: covered
    await asyncio.sleep(0.05)
    try:
        hours = int(SHOWS[name]["end"]) - int(SHOWS[name]["start"])
    except ValueError as error:
        sentry_sdk.capture_exception(error)
        hours = None
    return JsonResponse({"hours": hours})


def host(request, name):  # handler: covered
    try:
        person = SHOWS[name]["host"]
    except KeyError:
        logger.exception("show %s has no host", name)
        person = None
    return JsonResponse({"host": person})


def songs(request, name):  # handler: covered
    return JsonResponse({"songs": SHOWS[name]["songs"]})
