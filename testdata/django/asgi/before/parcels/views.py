import asyncio
import logging

import sentry_sdk
from django.http import JsonResponse, StreamingHttpResponse
from django.views import View
from django.views.decorators.cache import never_cache

from .store import Store, find

logger = logging.getLogger(__name__)

store = Store()


class ParcelView(View):
    async def get(self, request, code):  # handler: uncovered
        parcel = await find(store, code)
        return JsonResponse({"code": code, "at": parcel["at"]})

    async def post(self, request, code):  # handler: uncovered
        await asyncio.sleep(0)
        store.put(code, at=request.POST["at"])
        return JsonResponse({"code": code}, status=201)


@never_cache
async def eta(request, code):  # handler: uncovered
    parcel = await find(store, code)
    try:
        hours = parcel["distance"] / parcel["speed"]
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
        hours = None
    return JsonResponse({"hours": hours})


async def events(request, code):  # handler: uncovered
    async def stream():
        for number in range(3):
            await asyncio.sleep(0)
            yield f"{code}:{number}\n"

    return StreamingHttpResponse(stream(), content_type="text/plain")


def label(request, code):  # handler: uncovered
    try:
        text = store.parcels[code]["label"]
    except KeyError:
        logger.exception("parcel %s has no label", code)
        text = ""
    return JsonResponse({"label": text})


def weight(request, code):  # handler: uncovered
    return JsonResponse({"grams": store.parcels[code]["grams"]})


def server_error(request):  # handler: uncovered
    return JsonResponse({"error": "please try again"}, status=500)
