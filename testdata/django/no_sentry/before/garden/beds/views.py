import logging

from django.http import JsonResponse

logger = logging.getLogger(__name__)

BEDS = {1: {"plant": "beans"}}


def bed(request, number):  # handler: uncovered
    return JsonResponse(BEDS[number])


def harvest(request, number):  # handler: uncovered
    try:
        kilograms = BEDS[number]["harvest"]
    except KeyError:
        logger.exception("bed %s has no harvest", number)
        kilograms = 0
    return JsonResponse({"harvest": kilograms})
