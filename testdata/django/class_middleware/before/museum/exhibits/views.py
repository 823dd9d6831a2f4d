import logging

import sentry_sdk
from django.http import HttpResponseNotFound, JsonResponse
from django.views import View

logger = logging.getLogger(__name__)

EXHIBITS = {1: {"name": "Vase", "year": "about 300"}}


class ExhibitView(View):
    def get(self, request, number):  # handler: covered
        return JsonResponse(EXHIBITS[number])


def age(request, number):  # handler: covered
    try:
        years = 2000 - int(EXHIBITS[number]["year"])
    except ValueError as error:
        sentry_sdk.capture_exception(error)
        years = None
    return JsonResponse({"age": years})


def loan(request, number):  # handler: covered
    try:
        lender = EXHIBITS[number]["lender"]
    except KeyError:
        logger.exception("exhibit %s is not on loan", number)
        lender = ""
    return JsonResponse({"lender": lender})


def not_found(request, exception):  # handler: covered
    return HttpResponseNotFound("no such exhibit")
