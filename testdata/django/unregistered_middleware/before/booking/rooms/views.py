import logging

import sentry_sdk
from django.http import JsonResponse
from django.views.generic import ListView

logger = logging.getLogger(__name__)

ROOMS = {12: {"beds": 2, "nights": 0, "price": 90}}


class RoomList(ListView):
    queryset = ()

    def get(self, request, *args, **kwargs):  # handler: uncovered
        return JsonResponse({"rooms": list(ROOMS), "tenant": request.tenant})


def room(request, number):  # handler: uncovered
    return JsonResponse(ROOMS[number])


def price(request, number):  # handler: uncovered
    try:
        average = ROOMS[number]["price"] / ROOMS[number]["nights"]
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
        average = None
    return JsonResponse({"average": average})


def free(request, number):  # handler: uncovered
    try:
        days = ROOMS[number]["free"]
    except KeyError:
        logger.exception("calendar of room %s is missing", number)
        days = []
    return JsonResponse({"free": days})
