import logging

import sentry_sdk
from django.http import JsonResponse

from newsroom.constants import PAGE_SIZE

logger = logging.getLogger(__name__)

ARTICLES = {1: {"title": "Floods", "text": None}}


def latest(request):  # handler: uncovered
    return JsonResponse({"articles": sorted(ARTICLES)[:PAGE_SIZE]})


def article(request, number):  # handler: uncovered
    return JsonResponse(ARTICLES[number])


def teaser(request, number):  # handler: uncovered
    try:
        text = ARTICLES[number]["text"][:80]
    except TypeError as error:
        sentry_sdk.capture_exception(error)
        text = ""
    return JsonResponse({"teaser": text})


def related(request, number):  # handler: uncovered
    try:
        found = ARTICLES[number]["related"]
    except KeyError:
        logger.exception("no related articles for %s", number)
        found = []
    return JsonResponse({"related": found})
