import logging

from django.http import HttpResponse, HttpResponseNotFound, HttpResponseServerError

from shop.decorators import json_view, versioned

log = logging.getLogger(__name__)

PRODUCTS = {1: 'Chair', 2: 'Table'}
PAGES = {}


def index(request):  # handler: uncovered
    return HttpResponse('portal')


@versioned('2')
@json_view
def product(request, number):  # handler: uncovered
    return {'name': PRODUCTS[int(number)]}


def webhook(request):  # handler: uncovered
    try:
        kind = request.GET['kind']
    except KeyError:
        log.exception('webhook without a kind')
        return HttpResponse(status=400)
    return HttpResponse(kind)


def page(request, name):  # handler: uncovered
    return HttpResponse(PAGES[name])


def not_found(request, exception):  # handler: uncovered
    return HttpResponseNotFound('no such page')


def broken(request):  # handler: uncovered
    return HttpResponseServerError('sorry')
