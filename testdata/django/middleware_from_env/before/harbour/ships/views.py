import logging

import sentry_sdk
from django.http import JsonResponse
from django.views import View

logger = logging.getLogger(__name__)

SHIPS = {"gull": {"miles": 120, "hours": 0}}


class ShipView(View):
    def get(self, request, name):  # handler: unknown
        return JsonResponse(SHIPS[name])


def speed(request, name):  # handler: unknown
    try:
        knots = SHIPS[name]["miles"] / SHIPS[name]["hours"]
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
        knots = None
    return JsonResponse({"knots": knots})


def cargo(request, name):  # handler: unknown
    try:
        tons = SHIPS[name]["cargo"]
    except KeyError:
        logger.exception("cargo of %s is not declared", name)
        tons = 0
    return JsonResponse({"tons": tons})
