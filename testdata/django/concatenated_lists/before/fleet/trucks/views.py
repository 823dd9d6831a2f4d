import logging

import sentry_sdk
from django.http import JsonResponse

TRUCKS = {"bn-1": {"litres": 200, "use": 0}}


def truck(request, plate):  # handler: covered
    return JsonResponse({**TRUCKS[plate], "depot": request.depot})


def range_left(request, plate):  # handler: covered
    try:
        left = TRUCKS[plate]["litres"] / TRUCKS[plate]["use"]
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error)
        left = None
    return JsonResponse({"range": left})


def driver(request, plate):  # handler: covered
    try:
        name = TRUCKS[plate]["driver"]
    except KeyError:
        logging.exception("nobody drives %s", plate)
        name = None
    return JsonResponse({"driver": name})
