import logging

from django.http import HttpResponse

logger = logging.getLogger(__name__)

PEOPLE = {1: 'Ada'}


def start(request):  # handler: covered
    return HttpResponse('intranet')


def person(request, number):  # handler: covered
    return HttpResponse(PEOPLE[int(number)])


def search(request):  # handler: covered
    try:
        term = request.GET['q']
    except KeyError:
        logger.exception('search without a term')
        return HttpResponse(status=400)
    return HttpResponse(', '.join(name for name in PEOPLE.values() if term in name))


def broken(request):  # handler: covered
    return HttpResponse('sorry', status=500)
