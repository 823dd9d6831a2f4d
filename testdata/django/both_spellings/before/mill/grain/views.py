import logging

import sentry_sdk
from django.http import JsonResponse

logger = logging.getLogger(__name__)

GRAIN = {"rye": {"tons": "four"}}


def grain(request, kind):  # handler: covered
    return JsonResponse(GRAIN[kind])


def flour(request, kind):  # handler: covered
    try:
        tons = float(GRAIN[kind]["tons"]) * 0.8
    except ValueError as error:
        sentry_sdk.capture_exception(error)
        tons = None
    return JsonResponse({"flour": tons})


def silo(request, kind):  # handler: covered
    try:
        number = GRAIN[kind]["silo"]
    except KeyError:
        logger.exception("no silo for %s", kind)
        number = None
    return JsonResponse({"silo": number})
