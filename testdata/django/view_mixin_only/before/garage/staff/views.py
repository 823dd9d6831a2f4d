import sentry_sdk
from django.http import JsonResponse

TEAM = {"kim": {"hours": [8, 8, 0]}}


def team(request):  # handler: uncovered  # expect: RT302
    return JsonResponse({"team": sorted(TEAM)})


def person(request, name):  # handler: uncovered
    return JsonResponse(TEAM[name])


def hours(request, name):  # handler: uncovered
    try:
        average = sum(TEAM[name]["hours"]) / TEAM[name]["days"]
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        average = None
    return JsonResponse({"average": average})
