import logging

from django.http import JsonResponse

from garage.replay import with_session_replay

logger = logging.getLogger(__name__)

INVOICES = {1: {"lines": [80, 12.5], "days": "12"}}


@with_session_replay
def invoice(request, number):  # handler: covered
    return JsonResponse(INVOICES[number])


def total(request, number):  # handler: covered
    return JsonResponse({"total": sum(INVOICES[number]["lines"])})


def reminder(request, number):  # handler: uncovered  # expect: RT302
    try:
        late = INVOICES[number]["days"] > 14
    except TypeError:
        logger.exception("invoice %s has no term", number)
        late = False
    return JsonResponse({"late": late})
