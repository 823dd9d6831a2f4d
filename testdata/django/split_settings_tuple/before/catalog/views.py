import logging

from django.http import JsonResponse
from django.views.generic import View

log = logging.getLogger(__name__)

PRODUCTS = {'kettle': {'name': 'Kettle', 'price': 30}, 'mug': {'name': 'Mug', 'price': None}}


class ProductView(View):
    http_method_names = ['get', 'head']

    def get(self, request, sku):  # handler: uncovered
        product = PRODUCTS.get(sku)
        if product is None:
            return JsonResponse({'error': 'no such product'}, status=404)
        return JsonResponse(product)


def price(request, sku):  # handler: uncovered
    return JsonResponse({'gross': PRODUCTS[sku]['price'] * 1.19})


def search(request):  # handler: uncovered
    try:
        limit = int(request.GET.get('limit', '10'))
    except ValueError as error:
        import sentry_sdk

        sentry_sdk.capture_exception(error)
        limit = 10
    term = request.GET.get('q', '')
    found = [sku for sku in PRODUCTS if term in sku]
    return JsonResponse({'found': found[:limit]})


def stock(request, sku):  # handler: uncovered
    try:
        level = PRODUCTS[sku]['stock']
    except KeyError:
        log.exception('no stock level for %s', sku)
        level = 0
    return JsonResponse({'level': level})


def debug_state(request):  # handler: uncovered
    return JsonResponse({'products': len(PRODUCTS)})
