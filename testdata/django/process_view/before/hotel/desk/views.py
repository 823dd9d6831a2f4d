import logging

import sentry_sdk
from django.http import JsonResponse
from django.views import View

logger = logging.getLogger(__name__)

GUESTS = {101: {"name": "Ada", "nights": None}}


class CheckIn(View):
    def get(self, request, room):  # handler: covered
        return JsonResponse(GUESTS[room])

    def post(self, request, room):  # handler: covered
        GUESTS[room] = {"name": request.POST["name"], "nights": 1}
        return JsonResponse(GUESTS[room], status=201)


def bill(request, room):  # handler: covered
    try:
        total = GUESTS[room]["nights"] * 80
    except TypeError as error:
        sentry_sdk.capture_exception(error)
        total = None
    return JsonResponse({"total": total})


def keys(request, room):  # handler: covered
    try:
        count = GUESTS[room]["keys"]
    except KeyError:
        logger.exception("keys of room %s were not counted", room)
        count = 0
    return JsonResponse({"keys": count})
