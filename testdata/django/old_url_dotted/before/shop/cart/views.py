from django.http import JsonResponse
from django.views import View
from sentry_sdk import capture_exception


class CartView(View):
    prices = {'chair': 40, 'table': None}

    def get(self, request):  # handler: uncovered
        return JsonResponse({'total': sum(self.prices.values())})


def checkout(request):  # handler: uncovered
    try:
        raise ValueError('the payment provider refused')
    except ValueError as error:
        capture_exception(error)
    return JsonResponse({'paid': False}, status=402)
