import logging

from django.http import JsonResponse
from django.views import View
from sentry_sdk import capture_exception

logger = logging.getLogger(__name__)

PATIENTS = {1: {"name": "A. Test"}}


class Patient(View):
    def get(self, request, number):  # handler: uncovered
        return JsonResponse(PATIENTS[number])


def letters(request, number):  # handler: uncovered
    try:
        found = PATIENTS[number]["letters"]
    except KeyError as error:
        capture_exception(error)
        found = []
    return JsonResponse({"letters": found})


def ward(request, name):  # handler: uncovered
    try:
        beds = int(name)
    except ValueError:
        logger.exception("ward %s has no beds", name)
        beds = 0
    return JsonResponse({"beds": beds})
