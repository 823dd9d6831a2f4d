import logging

from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from sentry_sdk import capture_exception

from ..decorators import endpoint, linked

logger = logging.getLogger(__name__)

FILMS = {"metropolis": {"year": 1927, "votes": 0, "points": 0}}


@method_decorator(linked, name="dispatch")
class FilmView(View):
    def get(self, request, name):  # handler: covered
        return JsonResponse(FILMS[name])

    def delete(self, request, name):  # handler: covered
        return JsonResponse(FILMS.pop(name))


@endpoint()
def seats(request, name):  # handler: covered
    try:
        free = FILMS[name]["seats"]
    except KeyError:
        logger.exception("no seats known for %s", name)
        free = 0
    return JsonResponse({"free": free})


@endpoint(method="GET")
def rating(request, name):  # handler: covered
    try:
        mean = FILMS[name]["points"] / FILMS[name]["votes"]
    except ZeroDivisionError as error:
        capture_exception(error)
        mean = None
    return JsonResponse({"rating": mean})
