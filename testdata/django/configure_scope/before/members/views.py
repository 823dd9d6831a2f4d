import logging

import sentry_sdk
from django.http import JsonResponse

logger = logging.getLogger(__name__)

MEMBERS = {'1': {'name': 'Ann', 'years': 0}}


def member(request, number):  # handler: covered
    return JsonResponse({'name': MEMBERS[number]['name'], 'club': request.club})


def fee(request, number):  # handler: covered
    try:
        amount = 120 / MEMBERS[number]['years']
    except ZeroDivisionError as error:
        with sentry_sdk.push_scope() as scope:
            scope.set_extra('member', number)
            sentry_sdk.capture_exception(error)
        amount = 120
    return JsonResponse({'fee': amount})


def card(request, number):  # handler: covered
    try:
        printed = MEMBERS[number]['card']
    except KeyError:
        logger.exception('card of %s was never printed', number)
        printed = False
    return JsonResponse({'card': printed})
