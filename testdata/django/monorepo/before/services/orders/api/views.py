import logging

from django.http import JsonResponse
from sentry_sdk import capture_exception

logger = logging.getLogger(__name__)

ORDERS = {1: {"sku": "lamp", "paid": "19,90"}}


def order(request, number):  # handler: uncovered
    return JsonResponse(ORDERS[number])


def parcel(request, number):  # handler: uncovered
    try:
        code = ORDERS[number]["parcel"]
    except KeyError:
        logger.exception("order %s was not sent", number)
        code = None
    return JsonResponse({"parcel": code})


def refund(request, number):  # handler: uncovered
    try:
        amount = float(ORDERS[number]["paid"])
    except ValueError as error:
        capture_exception(error)
        amount = 0
    return JsonResponse({"refund": amount})
