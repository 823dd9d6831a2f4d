import logging

from django.http import JsonResponse
from sentry_sdk import capture_exception

logger = logging.getLogger(__name__)

ORDERS = {1: {"rolls": 4, "price": "0.60 EUR"}}


def order(request, number):  # handler: covered
    return JsonResponse(ORDERS[number])


def total(request, number):  # handler: covered
    try:
        amount = ORDERS[number]["rolls"] * float(ORDERS[number]["price"])
    except ValueError as error:
        capture_exception(error)
        amount = None
    return JsonResponse({"total": amount})


def pickup(request, number):  # handler: covered
    try:
        hour = ORDERS[number]["hour"]
    except KeyError:
        logger.exception("order %s has no hour", number)
        hour = 7
    return JsonResponse({"hour": hour})
