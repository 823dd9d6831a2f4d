import logging

from django.http import JsonResponse
from sentry_sdk import capture_exception

logger = logging.getLogger(__name__)

FILES = {"deed": {"bytes": "12k"}}


def file(request, name):  # handler: covered
    return JsonResponse(FILES[name])


def size(request, name):  # handler: covered
    try:
        kilobytes = int(FILES[name]["bytes"]) / 1000
    except ValueError as error:
        capture_exception(error)
        kilobytes = None
    return JsonResponse({"kilobytes": kilobytes})


def owner(request, name):  # handler: covered
    try:
        person = FILES[name]["owner"]
    except KeyError:
        logger.exception("file %s has no owner", name)
        person = ""
    return JsonResponse({"owner": person})


def not_found(request, exception):  # handler: covered
    return JsonResponse({"error": "no such file"}, status=404)
