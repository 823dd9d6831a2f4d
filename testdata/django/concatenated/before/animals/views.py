import asyncio
import logging

from django.http import Http404, JsonResponse
from django.views import View
from sentry_sdk import capture_exception

logger = logging.getLogger("zoo")

ANIMALS = {"kiwi": {"food": "worms"}, "yak": {}}


async def animals(request):  # handler: uncovered
    return JsonResponse({"animals": sorted(ANIMALS)})


class AnimalView(View):
    def get(self, request, name):  # handler: uncovered
        if name not in ANIMALS:
            raise Http404(name)
        return JsonResponse({"food": ANIMALS[name]["food"]})


async def feed(request, name):  # handler: uncovered
    await asyncio.sleep(0.05)
    try:
        portions = 10 // len(ANIMALS[name])
    except ZeroDivisionError as error:
        capture_exception(error)
        portions = 0
    return JsonResponse({"portions": portions})


def weight(request, name):  # handler: uncovered
    try:
        grams = ANIMALS[name]["grams"]
    except KeyError:
        logger.exception("%s was never weighed", name)
        grams = None
    return JsonResponse({"grams": grams})
