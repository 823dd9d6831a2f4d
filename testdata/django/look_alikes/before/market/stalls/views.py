import logging

import sentry_sdk
from django.http import JsonResponse

from market.tracing import set_tag

logger = logging.getLogger(__name__)

STALLS = {1: {"sells": "cheese", "days": 0}}


def stall(request, number):  # handler: covered
    set_tag("openReplaySessionTokens", number)
    sentry_sdk.set_context("openreplay", {"openReplaySessionId": request.GET.get("session")})
    return JsonResponse(STALLS[number])


def rent(request, number):  # handler: covered
    try:
        daily = 300 / STALLS[number]["days"]
    except ZeroDivisionError as error:
        sentry_sdk.capture_exception(error, tags={"stall": number})
        daily = None
    return JsonResponse({"daily": daily})


def visits(request, number):  # handler: covered
    open_replay_session_token = request.META.get("HTTP_X_SESSION_TOKEN", "")
    try:
        seen = STALLS[number]["visits"]
    except KeyError:
        logger.exception("openreplay_session_token=%s: no visits", open_replay_session_token)
        seen = 0
    return JsonResponse({"visits": seen})
